//! Whether a file is a recording that every booth can play: WAV with PCM of 16 bits, read to its end.

use std::io::Cursor;

use election::draft::{MediumKind, MediumProblem};
use hound::{SampleFormat, WavReader};

pub(super) fn check(bytes: &[u8]) -> Result<(), MediumProblem> {
    if !is_wave(bytes) {
        return Err(MediumProblem::OtherKind);
    }
    let reader = WavReader::new(Cursor::new(bytes)).map_err(|error| match error {
        hound::Error::Unsupported => MediumProblem::OtherKind,
        _ => MediumProblem::Damaged,
    })?;
    let spec = reader.spec();
    let fits = matches!(spec.channels, 1 | 2)
        && MediumKind::RATES.contains(&spec.sample_rate)
        && (spec.bits_per_sample, spec.sample_format) == (16, SampleFormat::Int);
    if !fits {
        let (channels, rate, bits) = (spec.channels, spec.sample_rate, spec.bits_per_sample);
        return Err(MediumProblem::Sound { channels, rate, bits });
    }
    let samples: Result<Vec<i16>, hound::Error> = reader.into_samples().collect();
    let loudest = samples.map_err(|_| MediumProblem::Damaged)?.into_iter().map(i16::unsigned_abs).max();
    if loudest.unwrap_or_default() == 0 { Err(MediumProblem::Silent) } else { Ok(()) }
}

fn is_wave(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WAVE")
}

#[cfg(test)]
mod tests {
    use hound::{WavSpec, WavWriter};

    use super::*;

    const RIGHT: WavSpec =
        WavSpec { channels: 1, sample_rate: 22_050, bits_per_sample: 16, sample_format: SampleFormat::Int };

    fn recorded(spec: WavSpec, samples: &[i16]) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let mut writer = WavWriter::new(&mut bytes, spec).unwrap();
        for sample in samples {
            match spec.sample_format {
                SampleFormat::Int => writer.write_sample(*sample).unwrap(),
                SampleFormat::Float => writer.write_sample(f32::from(*sample)).unwrap(),
            }
        }
        writer.finalize().unwrap();
        bytes.into_inner()
    }

    fn sound() -> Vec<i16> {
        (0..800).map(|at| at % 100).collect()
    }

    #[test]
    fn pcm_of_16_bits_is_taken() {
        for (channels, sample_rate) in [(1, 8_000), (2, 44_100), (2, 48_000)] {
            assert_eq!(check(&recorded(WavSpec { channels, sample_rate, ..RIGHT }, &sound())), Ok(()));
        }
    }

    #[test]
    fn other_sound_is_refused() {
        let wrong = [
            WavSpec { channels: 3, ..RIGHT },
            WavSpec { sample_rate: 7_999, ..RIGHT },
            WavSpec { sample_rate: 48_001, ..RIGHT },
            WavSpec { bits_per_sample: 8, ..RIGHT },
            WavSpec { bits_per_sample: 32, sample_format: SampleFormat::Float, ..RIGHT },
        ];
        for spec in wrong {
            let quiet: Vec<i16> = sound().iter().map(|sample| sample % 99).take(600).collect();
            let (channels, rate, bits) = (spec.channels, spec.sample_rate, spec.bits_per_sample);
            let expected = Err(MediumProblem::Sound { channels, rate, bits });
            assert_eq!(check(&recorded(spec, &quiet)), expected, "{spec:?}");
        }
        let mut law = recorded(RIGHT, &sound());
        law[20] = 7;
        assert_eq!(check(&law), Err(MediumProblem::OtherKind), "mu-law");
    }

    #[test]
    fn a_clip_without_sound_or_without_its_end_is_refused() {
        let whole = recorded(RIGHT, &sound());
        for end in [13, 40, 44, whole.len() - 2, whole.len() - 1] {
            assert_eq!(check(&whole[..end]), Err(MediumProblem::Damaged), "{end}");
        }
        assert_eq!(check(&recorded(RIGHT, &[0; 800])), Err(MediumProblem::Silent));
        assert_eq!(check(&recorded(RIGHT, &[])), Err(MediumProblem::Silent));
        for other in [&b""[..], b"RIFF", b"OggS\0\0\0\0\0\0\0\0", b"RIFF\0\0\0\0WEBP", b"ID3\x04suara"] {
            assert_eq!(check(other), Err(MediumProblem::OtherKind), "{other:?}");
        }
    }
}
