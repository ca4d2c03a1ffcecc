//! Crockford base32 (spec 1.7): what people read out, and what QR codes carry in few dots.

pub(crate) const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Symbols of bytes, upper case, most significant bit first; bits beyond the last byte are zero.
#[must_use]
pub fn to_crockford(bytes: &[u8]) -> String {
    let mut text = String::with_capacity((bytes.len() * 8).div_ceil(5));
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        buffer = ((buffer << 8) | u32::from(*byte)) & 0xffff;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(symbol_char(u8::try_from((buffer >> bits) & 31).unwrap_or_default()));
        }
    }
    if bits > 0 {
        text.push(symbol_char(u8::try_from((buffer << (5 - bits)) & 31).unwrap_or_default()));
    }
    text
}

/// The bytes of which [`to_crockford`] makes exactly this text; `None` for every other text.
#[must_use]
pub fn from_crockford<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    let mut places = bytes.iter_mut();
    for c in text.chars() {
        buffer = ((buffer << 5) | u32::from(symbol_of(c)?)) & 0xffff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            *places.next()? = u8::try_from((buffer >> bits) & 255).unwrap_or_default();
        }
    }
    (to_crockford(&bytes) == text).then_some(bytes)
}

/// The symbol of a value below 32.
pub(crate) fn symbol_char(symbol: u8) -> char {
    SYMBOLS.get(usize::from(symbol)).copied().unwrap_or(b'?').into()
}

/// Value of a symbol as people write it: also in lower case, and with the look-alikes that Crockford allows.
pub(crate) fn symbol_of(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    SYMBOLS.iter().position(|s| char::from(*s) == c).and_then(|i| u8::try_from(i).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_those_of_crockford() {
        assert_eq!(to_crockford(&[]), "");
        assert_eq!(to_crockford(&[0xff]), "ZW");
        // 00001 00010 00011 00100 00101 00110 00111 01000
        assert_eq!(to_crockford(&[0x08, 0x86, 0x42, 0x98, 0xe8]), "12345678");
        assert_eq!(to_crockford(&[0xff; 32]).len(), 52);
        assert_eq!(to_crockford(&[0xff; 64]).len(), 103);
    }

    #[test]
    fn a_text_has_one_form() {
        assert_eq!(from_crockford::<1>("ZW"), Some([0xff]));
        for wrong in ["", "Z", "zw", "ZX", "ZW0", "ZW ", "Z-W", "ZU", "Zé"] {
            assert_eq!(from_crockford::<1>(wrong), None, "{wrong}");
        }
        assert_eq!((from_crockford::<1>("1O"), from_crockford::<1>("10")), (None, Some([8])));
        assert_eq!((from_crockford::<0>(""), from_crockford::<0>("0")), (Some([]), None));
    }

    #[test]
    fn bytes_come_back() {
        for bit in 0..256 {
            let mut bytes = [0; 32];
            bytes[bit / 8] = 1 << (bit % 8);
            let text = to_crockford(&bytes);
            assert_eq!(from_crockford::<32>(&text), Some(bytes), "{bit}");
            assert_eq!((from_crockford::<31>(&text), from_crockford::<33>(&text)), (None, None));
        }
    }
}
