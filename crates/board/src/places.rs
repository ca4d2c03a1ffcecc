//! Who may be connected at a time.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::Limits;

/// The connections that are open, by peer.
#[derive(Debug)]
pub(crate) struct Places {
    all: usize,
    of_one_peer: usize,
    taken: Mutex<BTreeMap<IpAddr, usize>>,
}

/// One connection's place; free again when this is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    places: Arc<Places>,
    peer: IpAddr,
}

impl Places {
    pub(crate) const fn new(limits: &Limits) -> Self {
        Self { all: limits.connections, of_one_peer: limits.of_one_peer, taken: Mutex::new(BTreeMap::new()) }
    }

    /// A place for this peer, if it and all others have not too many.
    pub(crate) fn take(places: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        let peer = peer.to_canonical();
        let mut taken = places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = taken.values().sum();
        let own = taken.get(&peer).copied().unwrap_or_default();
        let free = if peer.is_loopback() {
            all < places.all
        } else {
            own < places.of_one_peer && all.saturating_add(Limits::OF_LOOPBACK) < places.all
        };
        if !free {
            return None;
        }
        taken.insert(peer, own.saturating_add(1));
        Some(Place { places: Arc::clone(places), peer })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let left = taken.get(&self.peer).copied().unwrap_or_default().saturating_sub(1);
        if left == 0 {
            taken.remove(&self.peer);
        } else {
            taken.insert(self.peer, left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Arc<Places> {
        Arc::new(Places::new(&Limits { connections: 20, of_one_peer: 5, ..Limits::default() }))
    }

    #[test]
    fn one_peer_cannot_take_all_places_and_gives_them_back() {
        let places = places();
        let take = |peer: &str| Places::take(&places, peer.parse().unwrap());
        let mut one: Vec<Place> = (0..5).map(|_| take("192.168.1.2").unwrap()).collect();
        assert!(take("192.168.1.2").is_none());
        // The same address as an IPv6 socket names it.
        assert!(take("::ffff:192.168.1.2").is_none());
        let _other = take("192.168.1.3").unwrap();
        drop(one.pop());
        let _again = take("192.168.1.2").unwrap();
        assert!(take("192.168.1.2").is_none());
    }

    #[test]
    fn the_last_places_are_for_this_machine_itself() {
        let places = places();
        let take = |peer: &str| Places::take(&places, peer.parse().unwrap());
        let others: Vec<Place> = (0..12).map(|peer| take(&format!("10.0.0.{peer}")).unwrap()).collect();
        assert!(take("10.0.0.99").is_none());
        let mut own: Vec<Place> = (0..7).map(|_| take("127.0.0.1").unwrap()).collect();
        own.push(take("::1").unwrap());
        assert!(take("127.0.0.1").is_none());
        drop(others);
        drop(own);
        assert!(places.taken.lock().unwrap().is_empty());
    }
}
