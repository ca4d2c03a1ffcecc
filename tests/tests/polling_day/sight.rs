//! What somebody with a screen reader finds in the booth's window: asked over AT-SPI, from outside of the program and of
//! the library that paints it.

use std::time::Duration;

use zbus::connection::Builder;
use zbus::zvariant::{DynamicType, OwnedObjectPath, Value};
use zbus::{Connection, Message, block_on};

/// Roles as AT-SPI numbers them.
const LABEL: u32 = 29;
const BUTTON: u32 = 43;
const SWITCH: u32 = 62;
/// Number of the state in which a switch is on; two spellings of it are in use.
const ON: [u32; 2] = [4, 20];

/// What a thing on the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Text,
    Button,
    Switch,
}

/// A thing on the screen.
#[derive(Debug, Clone)]
pub(crate) struct Thing {
    pub(crate) role: Role,
    pub(crate) name: String,
    /// Of a switch.
    pub(crate) on: bool,
    object: OwnedObjectPath,
}

/// Where a thing is, in pixels of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

impl Place {
    pub(crate) const fn middle(self) -> (i32, i32) {
        (self.left + self.width / 2, self.top + self.height / 2)
    }
}

/// Somebody who finds out what is on the screen.
pub(crate) struct Reader {
    bus: Connection,
}

/// A window, by the name that its program has on the bus.
#[derive(Debug, Clone)]
pub(crate) struct Window(String);

type Reference = (String, OwnedObjectPath);
/// An object as `org.a11y.atspi.Cache` tells it.
type Cached = (Reference, Reference, Reference, i32, i32, Vec<String>, String, u32, String, Vec<u32>);

const ROOT: &str = "/org/a11y/atspi/accessible/root";
const BUS: &str = "/org/a11y/bus";

impl Reader {
    /// Says on this session bus that somebody reads the screen, so that programs tell what is on it.
    pub(crate) fn new(session: &str) -> Self {
        let session = connect(session);
        for name in ["ScreenReaderEnabled", "IsEnabled"] {
            let value = ("org.a11y.Status", name, Value::from(true));
            call(&session, ("org.a11y.Bus", BUS, "org.freedesktop.DBus.Properties"), "Set", &value).unwrap();
        }
        let found = call(&session, ("org.a11y.Bus", BUS, "org.a11y.Bus"), "GetAddress", &()).unwrap();
        let address: String = found.body().deserialize().unwrap();
        Self { bus: connect(&address) }
    }

    /// The window of a process, once it has one.
    pub(crate) fn window(&self, process: u32) -> Option<Window> {
        let registry = ("org.a11y.atspi.Registry", ROOT, "org.a11y.atspi.Accessible");
        let found = call(&self.bus, registry, "GetChildren", &()).unwrap();
        let all: Vec<Reference> = found.body().deserialize().unwrap();
        all.into_iter().map(|(name, _)| Window(name)).find(|window| self.process(window) == Some(process))
    }

    fn process(&self, window: &Window) -> Option<u32> {
        let bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus");
        let found = call(&self.bus, bus, "GetConnectionUnixProcessID", &window.0.as_str()).ok()?;
        found.body().deserialize().ok()
    }

    /// Everything on the screen; nothing once the program is gone.
    pub(crate) fn look(&self, window: &Window) -> Vec<Thing> {
        let cache = (window.0.as_str(), "/org/a11y/atspi/cache", "org.a11y.atspi.Cache");
        let Ok(found) = call(&self.bus, cache, "GetItems", &()) else { return Vec::new() };
        let all: Vec<Cached> = found.body().deserialize().unwrap();
        all.into_iter().filter_map(thing).collect()
    }

    /// Where a thing is, if it still is.
    pub(crate) fn place(&self, window: &Window, thing: &Thing) -> Option<Place> {
        let component = (window.0.as_str(), thing.object.as_str(), "org.a11y.atspi.Component");
        let found = call(&self.bus, component, "GetExtents", &0_u32).ok()?;
        let (left, top, width, height): (i32, i32, i32, i32) = found.body().deserialize().ok()?;
        Some(Place { left, top, width, height })
    }
}

fn thing(cached: Cached) -> Option<Thing> {
    let ((_, object), .., name, role, _, states) = cached;
    let role = match role {
        LABEL => Role::Text,
        BUTTON => Role::Button,
        SWITCH => Role::Switch,
        _ => return None,
    };
    let state = states.first().copied().unwrap_or_default();
    let on = ON.iter().any(|bit| state >> bit & 1 == 1);
    Some(Thing { role, name, on, object })
}

fn connect(address: &str) -> Connection {
    let builder = Builder::address(address).unwrap().method_timeout(Duration::from_secs(20));
    block_on(builder.build()).unwrap()
}

fn call<B: serde::Serialize + DynamicType>(
    bus: &Connection,
    (name, path, interface): (&str, &str, &str),
    method: &str,
    body: &B,
) -> zbus::Result<Message> {
    block_on(bus.call_method(Some(name), path, Some(interface), method, body))
}
