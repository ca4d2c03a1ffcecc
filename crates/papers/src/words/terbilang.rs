//! Numbers in words (*terbilang*).

const DIGITS: [&str; 10] =
    ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];

/// Names of the groups of three digits, from the highest that a `u64` has.
const GROUPS: [(u64, &str); 6] = [
    (1_000_000_000_000_000_000, "kuintiliun"),
    (1_000_000_000_000_000, "kuadriliun"),
    (1_000_000_000_000, "triliun"),
    (1_000_000_000, "miliar"),
    (1_000_000, "juta"),
    (1_000, "ribu"),
];

/// A number in words: 1.475 is `seribu empat ratus tujuh puluh lima`.
#[must_use]
pub fn terbilang(number: u64) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut rest = number;
    for (unit, name) in GROUPS {
        match rest / unit {
            0 => {}
            1 if unit == 1_000 => words.push("seribu"),
            group => {
                below_thousand(group, &mut words);
                words.push(name);
            }
        }
        rest %= unit;
    }
    below_thousand(rest, &mut words);
    if words.is_empty() { digit(0).to_owned() } else { words.join(" ") }
}

/// Nothing for 0: a group that is empty is not spoken.
fn below_thousand(number: u64, words: &mut Vec<&'static str>) {
    match number / 100 {
        0 => {}
        1 => words.push("seratus"),
        hundreds => words.extend([digit(hundreds), "ratus"]),
    }
    match number % 100 {
        0 => {}
        ones @ 1..=9 => words.push(digit(ones)),
        10 => words.push("sepuluh"),
        11 => words.push("sebelas"),
        teen @ 12..=19 => words.extend([digit(teen - 10), "belas"]),
        tens => {
            words.extend([digit(tens / 10), "puluh"]);
            words.extend((tens % 10 != 0).then(|| digit(tens % 10)));
        }
    }
}

/// Of a number below 10.
fn digit(number: u64) -> &'static str {
    usize::try_from(number).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers() {
        for (number, words) in [
            (0, "nol"),
            (1, "satu"),
            (9, "sembilan"),
            (10, "sepuluh"),
            (11, "sebelas"),
            (12, "dua belas"),
            (19, "sembilan belas"),
            (20, "dua puluh"),
            (21, "dua puluh satu"),
            (99, "sembilan puluh sembilan"),
            (100, "seratus"),
            (101, "seratus satu"),
            (110, "seratus sepuluh"),
            (111, "seratus sebelas"),
            (200, "dua ratus"),
            (219, "dua ratus sembilan belas"),
            (1_000, "seribu"),
            (1_001, "seribu satu"),
            (1_100, "seribu seratus"),
            (1_475, "seribu empat ratus tujuh puluh lima"),
            (2_494, "dua ribu empat ratus sembilan puluh empat"),
            (10_000, "sepuluh ribu"),
            (11_000, "sebelas ribu"),
            (100_000, "seratus ribu"),
            (101_000, "seratus satu ribu"),
            (1_000_000, "satu juta"),
            (1_001_000, "satu juta seribu"),
            (11_011_011, "sebelas juta sebelas ribu sebelas"),
            (1_000_000_000, "satu miliar"),
            (1_000_000_000_000, "satu triliun"),
            (
                999_999_999_999_999,
                "sembilan ratus sembilan puluh sembilan triliun sembilan ratus sembilan puluh sembilan miliar \
                 sembilan ratus sembilan puluh sembilan juta sembilan ratus sembilan puluh sembilan ribu \
                 sembilan ratus sembilan puluh sembilan",
            ),
            (1_000_000_000_000_000, "satu kuadriliun"),
        ] {
            assert_eq!(terbilang(number), words);
        }
        assert!(terbilang(u64::MAX).starts_with("delapan belas kuintiliun empat ratus empat puluh enam"));
    }

    /// Reads words back with another grammar: a word at a time, by what it does to a sum.
    fn read(words: &str) -> u64 {
        let (mut total, mut group, mut last) = (0, 0, 0);
        for word in words.split(' ') {
            let digit = DIGITS.iter().position(|digit| *digit == word);
            match (word, digit) {
                (_, Some(digit)) => last = digit as u64,
                ("sepuluh", _) => last = 10,
                ("sebelas", _) => last = 11,
                ("belas", _) => last += 10,
                ("puluh", _) => {
                    group += last * 10;
                    last = 0;
                }
                ("seratus", _) => group += 100,
                ("ratus", _) => {
                    group += last * 100;
                    last = 0;
                }
                ("seribu", _) => total += 1_000,
                (name, _) => {
                    let power = ["ribu", "juta", "miliar", "triliun", "kuadriliun", "kuintiliun"]
                        .iter()
                        .position(|of| *of == name)
                        .unwrap();
                    total += (group + last) * 1_000_u64.pow(u32::try_from(power).unwrap() + 1);
                    (group, last) = (0, 0);
                }
            }
        }
        total + group + last
    }

    #[test]
    fn words_read_back_as_the_number() {
        let small = 0..200_000_u64;
        let neighbours = (0..19).flat_map(|power| {
            let unit = 10_u64.pow(power);
            (0..2_000)
                .flat_map(move |d| [unit.saturating_add(d), unit.saturating_mul(d), unit.saturating_sub(d)])
        });
        // A walk over all sizes: every number of bits, by a multiplicative generator.
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let anywhere = std::iter::repeat_with(move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> (state % 64)
        });
        for number in small.chain(neighbours).chain(anywhere.take(100_000)).chain([u64::MAX]) {
            let words = terbilang(number);
            assert_eq!(read(&words), number, "{words}");
            // Never "satu ratus", "satu puluh", "satu belas"; "satu ribu" alone never, but "dua puluh satu ribu".
            assert!(
                !words.contains("satu ratus")
                    && !words.contains("satu puluh")
                    && !words.contains("satu belas")
            );
            assert!(!words.starts_with("satu ribu"), "{words}");
        }
    }
}
