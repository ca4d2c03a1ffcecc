//! The committee's draft: the template passes, every mistake is found in one run and on its line.
#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]

use election::draft::{self, Draft, DraftMedium, DraftMistake, MediumKind, MediumProblem};
use election::pack::medium_hash;
use election::{Allowed, Mode, Problem, ValueKind};

fn template() -> String {
    draft::template([7; 32])
}

/// The template with each `from` replaced by its `to`, at its only occurrence.
fn bent(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(template(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from:?} must stand once in the template");
        text.replace(from, to)
    })
}

fn mistakes(text: &str) -> Vec<DraftMistake> {
    draft::check(text).expect_err("the draft is wrong")
}

/// Path, problem and the text of the line of each mistake.
fn found(text: &str) -> Vec<(String, Problem, String)> {
    let lines: Vec<&str> = text.lines().collect();
    mistakes(text).into_iter().map(|m| (m.path, m.problem, lines[m.line - 1].trim().to_owned())).collect()
}

/// The one mistake of a bent template: its path and problem.
fn only(changes: &[(&str, &str)]) -> (String, Problem) {
    let found = mistakes(&bent(changes));
    assert_eq!(found.len(), 1, "{found:#?}");
    (found[0].path.clone(), found[0].problem.clone())
}

fn passed(text: &str) -> Draft {
    draft::check(text).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

#[test]
fn the_template_passes() {
    let draft = passed(&template());
    assert_eq!(draft.mode(), Mode::Simulasi);
    assert_eq!(draft.nonce(), [7; 32]);
    assert_eq!(draft.booths().count(), 4);
}

#[test]
fn what_the_booth_prints_has_only_letters_that_its_paper_has() {
    for (from, path) in [
        ("name = \"Calon Kedua\"", "villages[0].candidates[1].name"),
        ("name = \"Sukamaju\"", "villages[0].name"),
        ("head = \"kepala desa\"", "words.head"),
        ("village = \"desa\"", "words.village"),
    ] {
        for missing in ['ᮞ', 'ꦱ', '日', '\u{ad}', '🍎'] {
            let to = from.replace("\"C", &format!("\"{missing}C")).replace("\"S", &format!("\"{missing}S"));
            let to = to.replace("desa\"", &format!("desa{missing}x\""));
            let (place, problem) = only(&[(from, &to)]);
            assert_eq!((place.as_str(), problem), (path, Problem::NotShown(missing)));
        }
    }
    let names = [("name = \"Calon Kedua\"", "name = \"Nguyễn Syafi’i D’Özil – “Łé”\"")];
    passed(&bent(&names));
    passed(&bent(&[("district = \"", "district = \"日")]));
    let (_, problem) = only(&[("name = \"Calon Kedua\"", "name = \"Calo\u{301}n Kedua\"")]);
    assert_eq!(problem, Problem::NotNormalized);
}

#[test]
fn tokens_have_defaults() {
    let tokens: Vec<u32> = passed(&template()).lists().map(|(_, list)| list.tokens).collect();
    // As written; 151 voters + 16; the spare as the largest; 303 voters + 31.
    assert_eq!(tokens, [170, 167, 170, 334]);
    let few = "voters = { male = 3, female = 4 }";
    let text = template()
        .replace("number = 2\nvoters = { male = 148, female = 155 }", &format!("number = 2\n{few}"))
        .replace("dusun = 2, voters = { male = 148, female = 155 }", &format!("dusun = 2, {few}"))
        .replace(
            "name = \"Dusun Dua\"\nvoters = { male = 148, female = 155 }",
            &format!("name = \"Dusun Dua\"\n{few}"),
        );
    let last = passed(&text).lists().last().map(|(_, list)| list.tokens);
    assert_eq!(last, Some(17));
}

#[test]
fn ten_mistakes_are_found_in_one_run_each_on_its_line() {
    let text = bent(&[
        ("mode = \"simulasi\"", "mode = \"percobaan\""),
        ("date = \"2027-12-15\"", "date = \"2027-02-29\""),
        ("closes = \"13:00\"", "closes = \"06:30\""),
        ("head = \"kepala desa\"", "haed = \"kepala desa\""),
        ("regency = \"Contoh\" ", "regency = 7 "),
        ("name = \"Dusun Dua\"\nvoters = { male = 148", "name = \"Dusun Dua\"\nvoters = { male = 147"),
        ("name = \"Calon Kedua\"", "name = \"Calon\\u202eKedua\""),
        ("smallest_cell = 10 ", "smallest_cell = 1001 "),
        ("name = \"saksi-2.sukamaju.example\"", "name = \"ketua.sukamaju.example\""),
        ("threshold = 2\nnames", "threshold = 1\nnames"),
        ("tokens = 170", "tokens = 166"),
        ("number = 2\nvoters = { male = 148", "number = 1\nvoters = { male = 148"),
    ]);
    let found = found(&text);
    let expected: [(&str, &str); 13] = [
        ("mode", "mode = \"percobaan\""),
        ("date", "date = \"2027-02-29\""),
        ("closes", "closes = \"06:30\""),
        ("words.head", "[words]"),
        ("words.haed", "haed = \"kepala desa\""),
        ("villages[0].regency", "regency = 7"),
        ("villages[0].dusun[1].voters", "voters = { male = 147, female = 155 }"),
        ("villages[0].candidates[1].name", "name = \"Calon\\u202eKedua\""),
        ("villages[0].rules.smallest_cell", "smallest_cell = 1001"),
        ("villages[0].saksi[1].name", "name = \"ketua.sukamaju.example\""),
        ("villages[0].trustees.threshold", "threshold = 1"),
        ("villages[0].tps[0].booths[0].lists[0].tokens", "lists = [{"),
        ("villages[0].tps[1].number", "number = 1"),
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for ((path, _, line), (expected, begin)) in found.iter().zip(expected) {
        assert_eq!(path, expected);
        assert!(line.starts_with(begin), "{path}: {line}");
    }
}

#[test]
fn each_problem_is_named_with_what_is_allowed() {
    let of = |from: &str, to: &str| {
        let all = mistakes(&bent(&[(from, to)]));
        assert_eq!(all.len(), 1, "{all:#?}");
        (all[0].problem.clone(), all[0].allowed.clone())
    };
    let (problem, allowed) = of("blank_as = \"separate\"", "blank_as = \"tersendiri\"");
    assert_eq!(problem, Problem::WrongForm { found: "tersendiri".to_owned() });
    assert_eq!(allowed, Allowed::OneOf(&["separate", "invalid"]));
    let (problem, allowed) = of("smallest_cell = 10 ", "smallest_cell = -1 ");
    assert_eq!(problem, Problem::Number { found: "-1".to_owned() });
    assert_eq!(allowed, Allowed::Range { lowest: 1, highest: 1_000 });
    let (problem, _) = of("smallest_cell = 10 ", "smallest_cell = 99999999999999999999 ");
    assert_eq!(problem, Problem::Number { found: "99999999999999999999".to_owned() });
    let (problem, allowed) = of("number = 2\nname = \"Calon Kedua\"", "number = 3\nname = \"Calon Kedua\"");
    assert_eq!((problem, allowed), (Problem::Number { found: "3".to_owned() }, Allowed::Exactly(2)));
    let (problem, allowed) = of("tokens = 170", "tokens = 166");
    assert_eq!((problem, allowed), (Problem::Number { found: "166".to_owned() }, Allowed::AtLeast(167)));
    let (problem, allowed) = of("code = \"9901012001\"", "code = \"99.01.01.2001\"");
    assert_eq!(problem, Problem::WrongForm { found: "99.01.01.2001".to_owned() });
    assert_eq!(allowed, Allowed::VillageCode);
    let (problem, _) = of("name = \"Sukamaju\"", &format!("name = \"{}\"", "a".repeat(81)));
    assert_eq!(problem, Problem::TextLength { found: 81 });
    let (problem, allowed) = of("name = \"Dusun Satu\"\n", "name = \"Dusun Satu\"\npemilih = 3\n");
    assert_eq!(problem, Problem::UnknownKey { nearest: None });
    assert_eq!(allowed, Allowed::Keys(&["number", "name", "voters"]));
}

#[test]
fn a_misspelt_key_is_suggested() {
    let found = found(&bent(&[("title = ", "titel = ")]));
    let problems: Vec<_> = found.into_iter().map(|(path, problem, _)| (path, problem)).collect();
    let nearest = Some("title".to_owned());
    assert!(problems.contains(&("titel".to_owned(), Problem::UnknownKey { nearest })));
    assert!(problems.contains(&("title".to_owned(), Problem::MissingKey)));
    assert_eq!(problems.len(), 2);
}

#[test]
fn one_wrong_value_raises_no_further_alarm() {
    // Sums over an unknown value, and a spare that cannot be compared, say nothing.
    let male = only(&[(
        "lists = [{ dusun = 2, voters = { male = 148",
        "lists = [{ dusun = 2, voters = { male = \"148\"",
    )]);
    assert_eq!(male.0, "villages[0].tps[1].booths[0].lists[0].voters.male");
    let dusun = only(&[("lists = [{ dusun = 2,", "lists = [{ dusun = 100,")]);
    assert_eq!(dusun.0, "villages[0].tps[1].booths[0].lists[0].dusun");
    assert_eq!(
        only(&[("tokens = 170", "tokens = \"170\"")]).0,
        "villages[0].tps[0].booths[0].lists[0].tokens"
    );
    let spare = only(&[("number = 3\nspare = true", "number = 3\nspare = 1")]);
    assert_eq!(spare.0, "villages[0].tps[0].booths[2].spare");
}

#[test]
fn all_spares_and_foreign_dusun_are_found() {
    let spares = template().replace("spare = false", "spare = true");
    let problems: Vec<_> = found(&spares).into_iter().map(|(path, problem, _)| (path, problem)).collect();
    assert!(problems.contains(&("villages[0].tps[0].booths".to_owned(), Problem::OnlySpares)));
    let foreign = mistakes(&bent(&[("lists = [{ dusun = 2,", "lists = [{ dusun = 3,")]));
    assert_eq!(foreign.last().map(|m| m.problem.clone()), Some(Problem::Dusun { found: 3 }));
}

#[test]
fn in_resmi_example_keys_and_lax_rules_are_refused() {
    let text =
        bent(&[("mode = \"simulasi\"", "mode = \"resmi\""), ("smallest_cell = 10 ", "smallest_cell = 9 ")]);
    let found = found(&text);
    let examples = found.iter().filter(|(_, problem, _)| *problem == Problem::ExampleKey).count();
    assert_eq!((examples, found.len()), (6, 7));
}

#[test]
fn broken_grammar_is_reported_with_the_other_mistakes() {
    let text = bent(&[
        ("title = \"Pemilihan", "title = \"Pemilihan\nx"),
        ("smallest_cell = 10 ", "smallest_cell = 0 "),
    ]);
    let found = found(&text);
    assert!(matches!(found[0].1, Problem::Syntax(_)), "{found:#?}");
    assert!(found.iter().any(|(path, _, _)| path == "villages[0].rules.smallest_cell"), "{found:#?}");
    assert!(found.iter().all(|(_, problem, _)| *problem != Problem::MissingKey), "{found:#?}");
    assert_eq!(found.len(), 3, "{found:#?}");
    let header =
        bent(&[("[villages.rules]", "[villages.rules"), ("date = \"2027-12-15\"", "date = 2027-12-15")]);
    let problems: Vec<_> = self::found(&header).into_iter().map(|(_, problem, _)| problem).collect();
    assert_eq!(problems[0], Problem::WrongType { found: ValueKind::DateTime });
    assert!(matches!(problems[1..], [Problem::Syntax(_)]), "{problems:?}");
    let twice = bent(&[("closes = \"13:00\"", "opens = \"13:00\"")]);
    let problems: Vec<_> =
        self::found(&twice).into_iter().map(|(_, problem, line)| (problem, line)).collect();
    assert!(problems.iter().any(|(p, line)| *p == Problem::RepeatedKey && line.starts_with("opens = \"13")));
    assert!(problems.iter().any(|(p, _)| *p == Problem::MissingKey));
}

#[test]
fn without_any_one_line_it_passes_or_says_why() {
    let text = template();
    for skipped in 0..text.lines().count() {
        let rest: Vec<&str> =
            text.lines().enumerate().filter(|(index, _)| *index != skipped).map(|(_, line)| line).collect();
        if let Err(mistakes) = draft::check(&rest.join("\n")) {
            assert!(!mistakes.is_empty(), "refused without a reason: line {}", skipped + 1);
        }
    }
}

#[test]
fn files_of_windows_editors_are_read() {
    let text = format!("\u{feff}{}", template().replace('\n', "\r\n"));
    assert_eq!(passed(&text), passed(&template()));
    let wrong = text.replace("smallest_cell = 10 ", "smallest_cell = 0 ").replace("opens = ", "opens ");
    let lines: Vec<usize> = mistakes(&wrong).iter().map(|mistake| mistake.line).collect();
    let line_of = |start: &str| 1 + text.lines().position(|line| line.starts_with(start)).expect("a line");
    assert_eq!(lines, [line_of("opens"), line_of("smallest_cell")]);
}

#[test]
fn no_bent_character_is_refused_without_a_reason() {
    let text: Vec<char> = template().chars().collect();
    for at in (0..text.len()).step_by(41) {
        for bent in ["", "\"", "]", "[", "=", "\n", "\u{e9}", "9"] {
            let (before, after) = (&text[..at], &text[at + 1..]);
            let wrong: String =
                before.iter().copied().chain(bent.chars()).chain(after.iter().copied()).collect();
            if let Err(mistakes) = draft::check(&wrong) {
                assert!(!mistakes.is_empty(), "character {at} as {bent:?}");
            }
        }
    }
}

#[test]
fn messages_come_in_both_languages() {
    let mistake = &mistakes(&bent(&[("tokens = 170", "tokens = 166")]))[0];
    let path = "villages[0].tps[0].booths[0].lists[0].tokens";
    let line = mistake.line;
    assert_eq!(mistake.to_string(), format!("line {line}, column 69: {path}: is 166; needed: 167 or more"));
    assert_eq!(
        mistake.to_indonesian(),
        format!("baris {line}, kolom 69: {path}: berisi 166; paling sedikit 167")
    );
}

/// The template with the lines of photos and clips in force, and changes.
fn with_media(changes: &[(&str, &str)]) -> String {
    let text =
        bent(&[]).replace("# photo = \"foto", "photo = \"foto").replace("# clips = [\"", "clips = [\"");
    changes.iter().fold(text, |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from:?} must stand once in the template");
        text.replace(from, to)
    })
}

/// Every file holds its own name.
fn own_name(medium: &DraftMedium) -> Result<[u8; 32], MediumProblem> {
    Ok(medium_hash(medium.file.as_str().as_bytes()))
}

/// Path, problem and what is allowed, of a draft whose files `read` finds out.
fn refused_media(
    text: &str,
    mut read: impl FnMut(&DraftMedium) -> Result<[u8; 32], MediumProblem>,
) -> Vec<(String, Problem, Allowed)> {
    let mistakes = draft::check_with(text, &mut read).expect_err("the draft is wrong");
    mistakes.into_iter().map(|mistake| (mistake.path, mistake.problem, mistake.allowed)).collect()
}

#[test]
fn files_of_photos_and_clips_are_found_by_name_and_known_by_hash() {
    let mut asked = Vec::new();
    let mut read = |medium: &DraftMedium| {
        asked.push((medium.kind, medium.file.to_string()));
        own_name(medium)
    };
    let (_, media) = draft::check_with(&with_media(&[]), &mut read).expect("the draft is right");
    assert_eq!(
        asked[..2],
        [(MediumKind::Photo, "foto/1.jpg".into()), (MediumKind::Clip, "suara/1.wav".into())]
    );
    let hashes: Vec<(&str, [u8; 32])> = media.files().map(|(file, hash)| (file.as_str(), *hash)).collect();
    assert_eq!(hashes.len(), 6);
    assert!(hashes.contains(&("foto/3.jpg", medium_hash(b"foto/3.jpg"))));
    let draft = passed(&with_media(&[]));
    let photo = draft.villages()[0].candidates[1].photo.as_ref().map(|photo| photo.file.as_str());
    assert_eq!(photo, Some("foto/2.jpg"));
    let (_, none) = draft::check_with(&template(), &mut own_name).expect("the draft is right");
    assert_eq!(none.files().count(), 0);
}

#[test]
fn what_is_wrong_with_a_file_is_told_at_its_line_beside_other_mistakes() {
    let text = with_media(&[("smallest_cell = 10 ", "smallest_cell = 0 ")]);
    let mut read = |medium: &DraftMedium| match medium.file.as_str() {
        "foto/2.jpg" => Err(MediumProblem::Missing),
        "suara/3.wav" => Err(MediumProblem::OtherKind),
        _ => own_name(medium),
    };
    let mistakes = draft::check_with(&text, &mut read).expect_err("the draft is wrong");
    let lines: Vec<&str> =
        mistakes.iter().map(|m| text.lines().nth(m.line - 1).unwrap_or_default()).collect();
    assert!(
        lines[0].starts_with("photo = \"foto/2") && lines[1].starts_with("clips = [\"suara/3"),
        "{lines:?}"
    );
    assert!(lines[2].starts_with("smallest_cell") && lines.len() == 3, "{lines:?}");
    assert_eq!(mistakes[1].path, "villages[0].candidates[2].clips[0]");
    let medium = |file: &str, problem| Problem::Medium { file: file.to_owned(), problem };
    assert_eq!(mistakes[0].problem, medium("foto/2.jpg", MediumProblem::Missing));
    assert_eq!((&mistakes[0].allowed, &mistakes[1].allowed), (&Allowed::FileBeside, &Allowed::Clip));
    let told = mistakes[0].to_indonesian();
    assert!(told.contains("foto/2.jpg: berkas ini tidak ada; letakkan berkas itu di sana"), "{told}");
}

#[test]
fn one_file_never_stands_for_two_candidates_of_a_village() {
    let same =
        |medium: &DraftMedium| Ok(medium_hash(medium.file.as_str().replace("foto/3", "foto/1").as_bytes()));
    let first = "villages[0].candidates[0].photo".to_owned();
    let expected =
        ("villages[0].candidates[2].photo".to_owned(), Problem::Repeated { first }, Allowed::Distinct);
    for refused in [
        refused_media(&with_media(&[]), same),
        refused_media(&with_media(&[("foto/3.jpg", "foto/1.jpg")]), own_name),
    ] {
        assert_eq!(refused.as_slice(), std::slice::from_ref(&expected));
    }
}

#[test]
fn photos_and_clips_are_for_all_candidates_or_for_none() {
    let missing = |path: &str| (path.to_owned(), Problem::MissingKey, Allowed::AllOrNone);
    let photo = with_media(&[("photo = \"foto/2.jpg\"\n", "")]);
    assert_eq!(refused_media(&photo, own_name), [missing("villages[0].candidates[1].photo")]);
    let clip = with_media(&[("clips = [\"suara/3.wav\"]", "clips = []")]);
    assert_eq!(refused_media(&clip, own_name), [missing("villages[0].candidates[2].clips")]);
    assert_eq!(mistakes(&clip).len(), 1, "without the files, too");
}

#[test]
fn a_file_outside_the_drafts_folder_is_refused() {
    let outside = with_media(&[("foto/2.jpg", "../foto/2.jpg")]);
    let expected = (
        "villages[0].candidates[1].photo".to_owned(),
        Problem::WrongForm { found: "../foto/2.jpg".to_owned() },
        Allowed::FileName,
    );
    assert_eq!(refused_media(&outside, own_name), [expected]);
}
