//! What this crate refuses, in Indonesian; the English words are the errors' `Display`.

use crate::open::OpenError;
use crate::target::{TargetError, speeds};

impl TargetError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Unknown { found } => format!(
                "{found:?} bukan printer: tulis /dev/usb/lp0, serial:/dev/ttyUSB0:115200, tcp:192.168.1.5:9100 atau \
                 folder:MAP"
            ),
            Self::Serial { found } => format!(
                "{found:?} bukan jalur serial: tulis serial:PERANGKAT:KECEPATAN dengan kecepatan {}",
                speeds("atau")
            ),
            Self::Address { found } => {
                format!("{found:?} bukan alamat printer: tulis dengan angka, misalnya tcp:192.168.1.5:9100")
            }
            Self::NotLocal { address } => format!(
                "{address} bukan alamat di jaringan lokal: struk memuat pilihan dan tidak boleh keluar dari tempat ini"
            ),
        }
    }
}

impl OpenError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::NotADevice { path } => {
                format!("{} bukan perangkat printer: pilihan tidak boleh masuk ke berkas", path.display())
            }
            Self::SerialLine { path } => {
                format!("{0} adalah jalur serial: tulis serial:{0}:KECEPATAN", path.display())
            }
            Self::NotAllowed { path } => format!(
                "{} tidak boleh dipakai oleh pengguna ini: masukkan pengguna ke grup perangkat itu (lp atau dialout)",
                path.display()
            ),
            Self::Folder { path, source } => {
                format!("{} tidak dapat dipakai sebagai map struk (rincian: {source})", path.display())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_the_same_things() {
        let found = || "apa-itu".to_owned();
        let targets = [
            (TargetError::Unknown { found: found() }, vec!["apa-itu", "tcp:192.168.1.5:9100"]),
            (TargetError::Serial { found: found() }, vec!["apa-itu", "115200"]),
            (TargetError::Address { found: found() }, vec!["apa-itu", "tcp:192.168.1.5:9100"]),
            (TargetError::NotLocal { address: [8, 8, 8, 8].into() }, vec!["8.8.8.8"]),
        ];
        let path = || "/dev/apa".into();
        let source = || std::io::ErrorKind::NotADirectory.into();
        let opens = [
            (OpenError::NotADevice { path: path() }, vec!["/dev/apa"]),
            (OpenError::SerialLine { path: path() }, vec!["serial:/dev/apa:"]),
            (OpenError::NotAllowed { path: path() }, vec!["/dev/apa", "dialout"]),
            (OpenError::Folder { path: path(), source: source() }, vec!["/dev/apa", "not a directory"]),
        ];
        let targets = targets.map(|(error, parts)| (error.to_string(), error.to_indonesian(), parts));
        let opens = opens.map(|(error, parts)| (error.to_string(), error.to_indonesian(), parts));
        for (english, indonesian, parts) in targets.into_iter().chain(opens) {
            for part in parts {
                assert!(english.contains(part) && indonesian.contains(part), "{english} / {indonesian}");
            }
            assert_ne!(english, indonesian);
        }
    }
}
