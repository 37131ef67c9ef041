//! Files and folders that stay open between two calls of a script.

use super::folder::{Entry, Listed, Listing};
use super::part::Data;
use super::place::Place;
use super::read::{Read, Reading};
use super::write::Writing;
use crate::host_error::HostError;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Files that one runtime has open; who needs another one waits, since whole files
/// are read and written to their end.
const MOST_FILES: usize = 8;
/// Folders whose listing a script has begun and not ended; more are an error.
const MOST_LISTINGS: usize = 8;

/// Files and folders that stay open between two calls, by a number that is never
/// given twice.
#[derive(Debug)]
pub(in crate::shipped) struct OpenFiles {
    table: Mutex<Table>,
    files: Arc<Semaphore>,
    listings: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct Table {
    next: u32,
    open: HashMap<u32, (Open, Room)>,
}

#[derive(Debug)]
enum Open {
    Reading(Reading),
    Writing(Writing),
    Listing(Listing),
}

/// The right to have something open.
pub(super) type Room = OwnedSemaphorePermit;

/// A part of a file, and the number that the rest is read by.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    data: Data,
    size: u64,
    handle: Option<u32>,
}

/// Entries of a folder, and the number that the others are read by.
#[derive(Debug, Serialize)]
pub(super) struct Entries {
    entries: Vec<Entry>,
    handle: Option<u32>,
}

impl Default for OpenFiles {
    fn default() -> Self {
        Self {
            table: Mutex::default(),
            files: Arc::new(Semaphore::new(MOST_FILES)),
            listings: Arc::new(Semaphore::new(MOST_LISTINGS)),
        }
    }
}

impl OpenFiles {
    /// Waits until one more file may be open.
    pub(super) async fn room(&self) -> Option<Room> {
        // Never closed, so there always is.
        Arc::clone(&self.files).acquire_owned().await.ok()
    }

    pub(super) fn room_for_listing(&self, place: &Place) -> Result<Room, HostError> {
        Arc::clone(&self.listings).try_acquire_owned().map_err(|_| {
            let message = format!("EMFILE: more than {MOST_LISTINGS} folders are being listed, list '{}'", place.path);
            HostError::new(message).with_property("code", "EMFILE").with_property("path", place.path.as_str())
        })
    }

    pub(super) fn keep_rest(&self, read: Read, room: Option<Room>) -> Part {
        let Read { data, size, rest } = read;
        let handle = rest.zip(room).map(|(rest, room)| self.keep(Open::Reading(rest), room));
        Part { data, size, handle }
    }

    pub(super) fn keep_rest_as(&self, handle: u32, read: Read, room: Room) -> Part {
        let Read { data, size, rest } = read;
        let handle = rest.map(|rest| self.keep_as(handle, Open::Reading(rest), room));
        Part { data, size, handle }
    }

    pub(super) fn keep_writing(&self, file: Writing, room: Option<Room>) -> Option<u32> {
        room.map(|room| self.keep(Open::Writing(file), room))
    }

    pub(super) fn keep_writing_as(&self, handle: u32, file: Writing, room: Room) {
        self.keep_as(handle, Open::Writing(file), room);
    }

    pub(super) fn keep_listing(&self, listed: Listed, room: Room) -> Entries {
        let Listed { entries, rest } = listed;
        Entries { entries, handle: rest.map(|rest| self.keep(Open::Listing(rest), room)) }
    }

    pub(super) fn keep_listing_as(&self, handle: u32, listed: Listed, room: Room) -> Entries {
        let Listed { entries, rest } = listed;
        Entries { entries, handle: rest.map(|rest| self.keep_as(handle, Open::Listing(rest), room)) }
    }

    pub(super) fn take_reading(&self, handle: u32) -> Result<(Reading, Room), HostError> {
        match self.take(handle) {
            Some((Open::Reading(file), room)) => Ok((file, room)),
            _ => Err(closed()),
        }
    }

    pub(super) fn take_writing(&self, handle: u32) -> Result<(Writing, Room), HostError> {
        match self.take(handle) {
            Some((Open::Writing(file), room)) => Ok((file, room)),
            _ => Err(closed()),
        }
    }

    pub(super) fn take_listing(&self, handle: u32) -> Result<(Listing, Room), HostError> {
        match self.take(handle) {
            Some((Open::Listing(folder), room)) => Ok((folder, room)),
            _ => Err(closed()),
        }
    }

    pub(super) fn close(&self, handle: u32) {
        let closed = self.take(handle);
        drop(closed);
    }

    fn keep(&self, open: Open, room: Room) -> u32 {
        let mut table = self.table();
        let handle = table.next;
        table.next = handle.wrapping_add(1);
        table.open.insert(handle, (open, room));
        handle
    }

    fn keep_as(&self, handle: u32, open: Open, room: Room) -> u32 {
        self.table().open.insert(handle, (open, room));
        handle
    }

    fn take(&self, handle: u32) -> Option<(Open, Room)> {
        self.table().open.remove(&handle)
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Another call works with it, or it was closed.
fn closed() -> HostError {
    HostError::type_error("the file is closed").with_property("code", "EBADF")
}
