//! From what is asked for to a printer.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::FileTypeExt as _;
use std::path::{Path, PathBuf};

use polling::Printer;
use rustix::termios::isatty;

use crate::device::{CharacterDevice, NetworkDevice, SerialDevice, open_device};
use crate::dots::Width;
use crate::face::Faces;
use crate::folder::FolderPrinter;
use crate::printer::EscPosPrinter;
use crate::target::Target;

/// Why there can be no printer at a target. That it is switched off is no reason: it says so later.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A file or folder: it would keep the choices.
    #[error("{} is not the device of a printer: choices must not go into files", path.display())]
    NotADevice {
        /// What was given.
        path: PathBuf,
    },
    /// A serial line that was given without its speed.
    #[error("{0} is a serial line: give serial:{0}:SPEED", path.display())]
    SerialLine {
        /// What was given.
        path: PathBuf,
    },
    /// Not allowed.
    #[error("{} may not be used by this user: add the user to the group of the device (lp or dialout)", path.display())]
    NotAllowed {
        /// What was given.
        path: PathBuf,
    },
    /// A folder that cannot be used.
    #[error("{} cannot be used as a folder for slips: {source}", path.display())]
    Folder {
        /// What was given.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

/// The printer at a target, with paper of this width. It need not be switched on yet.
///
/// # Errors
/// [`OpenError`] if there can be no printer.
pub fn open(target: &Target, width: Width) -> Result<Box<dyn Printer + Send>, OpenError> {
    // The letters are made now, not while the first voter waits.
    let _letters = Faces::of(width);
    Ok(match target {
        Target::Device(path) => {
            check_device(path, false)?;
            Box::new(EscPosPrinter::new(CharacterDevice::new(path.clone()), width))
        }
        Target::Serial { path, baud } => {
            check_device(path, true)?;
            Box::new(EscPosPrinter::new(SerialDevice::new(path.clone(), *baud), width))
        }
        Target::Tcp(address) => Box::new(EscPosPrinter::new(NetworkDevice::new(*address), width)),
        Target::Folder(path) => Box::new(
            FolderPrinter::open(path, width)
                .map_err(|source| OpenError::Folder { path: path.clone(), source })?,
        ),
    })
}

fn check_device(path: &Path, serial: bool) -> Result<(), OpenError> {
    let path = || path.to_owned();
    match fs::metadata(path()) {
        Ok(found) if !found.file_type().is_char_device() => {
            return Err(OpenError::NotADevice { path: path() });
        }
        Ok(_) => {}
        // Not plugged in, perhaps.
        Err(_) => return Ok(()),
    }
    match open_device(&path()) {
        Ok(file) if !serial && isatty(&file) => Err(OpenError::SerialLine { path: path() }),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            Err(OpenError::NotAllowed { path: path() })
        }
        Ok(_) | Err(_) => Ok(()),
    }
}
