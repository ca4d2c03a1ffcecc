//! Which printer a booth has, as text.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The port on which printers take what is printed as it is.
const PORT: u16 = 9_100;
/// Speeds of a serial line.
const BAUD: [u32; 6] = [9_600, 19_200, 38_400, 57_600, 115_200, 230_400];

/// Which printer: `/dev/usb/lp0`, `serial:/dev/ttyUSB0:115200`, `tcp:192.168.1.5:9100`, `folder:DIR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A character device.
    Device(PathBuf),
    /// A serial line.
    Serial {
        /// Its device.
        path: PathBuf,
        /// Its speed.
        baud: u32,
    },
    /// A printer on the local network.
    Tcp(SocketAddr),
    /// A folder instead of a printer, for rehearsals: it keeps choices in clear.
    Folder(PathBuf),
}

/// Why a text names no printer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// No known form.
    #[error(
        "{found:?} is no printer: give /dev/usb/lp0, serial:/dev/ttyUSB0:115200, tcp:192.168.1.5:9100 or folder:DIR"
    )]
    Unknown {
        /// What was given.
        found: String,
    },
    /// A serial line without a usable speed.
    #[error("{found:?} is no serial line: give serial:DEVICE:SPEED with a speed of {}", speeds("or"))]
    Serial {
        /// What was given.
        found: String,
    },
    /// Not an address in numbers.
    #[error("{found:?} is no address of a printer: give it in numbers, as in tcp:192.168.1.5:9100")]
    Address {
        /// What was given.
        found: String,
    },
    /// An address outside the local network: choices would leave the house.
    #[error("{address} is not in the local network: slips carry choices, and must not leave the house")]
    NotLocal {
        /// What was given.
        address: IpAddr,
    },
}

impl Target {
    /// Whether this is only for rehearsals, because it keeps choices in clear.
    #[must_use]
    pub const fn is_for_rehearsal(&self) -> bool {
        matches!(self, Self::Folder(_))
    }
}

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        let unknown = || TargetError::Unknown { found: text.to_owned() };
        match text.split_once(':') {
            Some(("serial", line)) => {
                serial(line).ok_or_else(|| TargetError::Serial { found: text.to_owned() })
            }
            Some(("tcp", address)) => network(address),
            Some(("folder", path)) if !path.is_empty() => Ok(Self::Folder(path.into())),
            _ if Path::new(text).is_absolute() => Ok(Self::Device(text.into())),
            _ => Err(unknown()),
        }
    }
}

fn serial(line: &str) -> Option<Target> {
    let (path, baud) = line.rsplit_once(':')?;
    let baud = baud.parse().ok().filter(|baud| BAUD.contains(baud))?;
    Path::new(path).is_absolute().then(|| Target::Serial { path: path.into(), baud })
}

fn network(text: &str) -> Result<Target, TargetError> {
    let address = text.parse().ok().or_else(|| Some(SocketAddr::new(text.parse().ok()?, PORT)));
    let address = address.ok_or_else(|| TargetError::Address { found: text.to_owned() })?;
    match address.ip().to_canonical() {
        ip if is_local(ip) => Ok(Target::Tcp(address)),
        address => Err(TargetError::NotLocal { address }),
    }
}

const fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private() || v4.is_loopback() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unicast_link_local() || v6.is_unique_local(),
    }
}

/// The speeds of a serial line, with a word before the last.
pub(crate) fn speeds(or: &str) -> String {
    let [rest @ .., last] = BAUD.map(|baud| baud.to_string());
    format!("{} {or} {last}", rest.join(", "))
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Device(path) => write!(f, "{}", path.display()),
            Self::Serial { path, baud } => write!(f, "serial:{}:{baud}", path.display()),
            Self::Tcp(address) => write!(f, "tcp:{address}"),
            Self::Folder(path) => write!(f, "folder:{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_read_and_written_back() {
        let device = Target::Device("/dev/usb/lp0".into());
        let serial = Target::Serial { path: "/dev/ttyUSB0".into(), baud: 115_200 };
        let cases = [
            ("/dev/usb/lp0", device),
            ("serial:/dev/ttyUSB0:115200", serial),
            ("tcp:192.168.1.5:9100", Target::Tcp(([192, 168, 1, 5], 9_100).into())),
            ("tcp:[fe80::1]:9101", Target::Tcp("[fe80::1]:9101".parse().unwrap())),
            ("folder:slips/today", Target::Folder("slips/today".into())),
        ];
        for (text, target) in cases {
            assert_eq!(text.parse().as_ref(), Ok(&target));
            assert_eq!(target.to_string(), text);
            assert_eq!(target.is_for_rehearsal(), text.starts_with("folder"));
        }
        assert_eq!("tcp:10.0.0.9".parse(), Ok(Target::Tcp(([10, 0, 0, 9], 9_100).into())));
        assert_eq!("tcp:::1".parse(), Ok(Target::Tcp("[::1]:9100".parse().unwrap())));
    }

    #[test]
    fn other_texts_are_refused_for_their_reason() {
        for text in ["", "lp0", "usb/lp0", "folder:", "ipp://printer", "https://x"] {
            assert_eq!(text.parse::<Target>(), Err(TargetError::Unknown { found: text.to_owned() }));
        }
        for text in ["serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0:1200", "serial:ttyUSB0:9600", "serial:"] {
            assert_eq!(text.parse::<Target>(), Err(TargetError::Serial { found: text.to_owned() }));
        }
        for text in ["tcp:printer:9100", "tcp:", "tcp:192.168.1.5:x", "tcp:192.168.1.5:70000"] {
            let found = text.strip_prefix("tcp:").unwrap().to_owned();
            assert_eq!(text.parse::<Target>(), Err(TargetError::Address { found }));
        }
        for text in ["8.8.8.8:9100", "172.32.0.1", "[2001:db8::1]:9100", "[::ffff:8.8.8.8]:9100", "0.0.0.0"] {
            let refused = format!("tcp:{text}").parse::<Target>();
            assert!(matches!(refused, Err(TargetError::NotLocal { .. })), "{text}: {refused:?}");
        }
    }
}
