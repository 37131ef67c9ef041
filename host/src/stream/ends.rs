//! The ends of byte streams that one runtime's guest knows by number.

use super::{ByteReader, ByteWriter};
use crate::account::Account;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a pipe holds that was made for a script: a chunk as most programs write it.
const SCRIPT_PIPE: usize = 64 * 1024;

/// A bounded table of ends.
#[derive(Debug)]
pub(crate) struct Ends {
    table: Mutex<Table>,
    /// What pipes made for the script may hold, and all that the host does.
    accounts: [Arc<Account>; 2],
}

#[derive(Debug)]
pub(crate) struct Table {
    most: usize,
    next: u32,
    readers: Side<ByteReader>,
    writers: Side<ByteWriter>,
}

type Side<T> = BTreeMap<u32, Entry<T>>;

#[derive(Debug)]
pub(crate) struct Entry<T> {
    end: T,
    /// The guest reads or writes it.
    is_open: bool,
    /// Why that went wrong, until the guest asks.
    failure: Option<io::Error>,
}

/// A [`ByteReader`] or a [`ByteWriter`].
pub(crate) trait End: Clone {
    fn side(table: &mut Table) -> &mut Side<Self>;
}

impl End for ByteReader {
    fn side(table: &mut Table) -> &mut Side<Self> {
        &mut table.readers
    }
}

impl End for ByteWriter {
    fn side(table: &mut Table) -> &mut Side<Self> {
        &mut table.writers
    }
}

impl Ends {
    pub(crate) fn new(most: usize, stream_bytes: Arc<Account>, held: Arc<Account>) -> Self {
        let table = Table { most, next: 0, readers: Side::new(), writers: Side::new() };
        Self { table: Mutex::new(table), accounts: [stream_bytes, held] }
    }

    /// Drops all ends and takes no more: the runtime is gone.
    pub(crate) fn close(&self) {
        let mut table = self.table();
        table.most = 0;
        let ends = (std::mem::take(&mut table.readers), std::mem::take(&mut table.writers));
        drop(table);
        drop(ends);
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the guest an end; its number.
    ///
    /// # Errors
    /// When as many as are allowed are there, with the words for it.
    pub(crate) fn add<T: End>(&self, end: T) -> Result<u32, String> {
        let mut table = self.table();
        let id = table.next;
        if table.readers.len() + table.writers.len() >= table.most || id == u32::MAX {
            return Err(format!("more than {} streams between script and host at a time", table.most));
        }
        table.next += 1;
        T::side(&mut table).insert(id, Entry { end, is_open: false, failure: None });
        Ok(id)
    }

    /// Gives the guest both ends of a pipe: the writer's number and the reader's.
    ///
    /// # Errors
    /// As [`add`](Self::add), and when there is no room for what it would hold.
    pub(crate) fn add_pipe(&self) -> Result<(u32, u32), String> {
        let (writer, reader) = self.pipe()?;
        let writer = self.add(writer)?;
        match self.add(reader) {
            Ok(reader) => Ok((writer, reader)),
            Err(message) => {
                self.remove::<ByteWriter>(writer);
                Err(message)
            }
        }
    }

    /// A pipe for a script, whose ends the guest does not know.
    ///
    /// # Errors
    /// When there is no room for what it would hold.
    pub(crate) fn pipe(&self) -> Result<(ByteWriter, ByteReader), String> {
        let charges: Option<Vec<_>> = self.accounts.iter().map(|account| account.charge(SCRIPT_PIPE)).collect();
        let charges = charges.ok_or("streams between script and host that would hold more bytes than are allowed")?;
        Ok(super::charged_pipe(SCRIPT_PIPE, charges))
    }

    /// An end that the guest gives to the embedder; none where it is open.
    pub(crate) fn take<T: End>(&self, id: u32) -> Option<T> {
        let mut table = self.table();
        let side = T::side(&mut table);
        side.get(&id).filter(|entry| !entry.is_open)?;
        side.remove(&id).map(|entry| entry.end)
    }

    /// An end that is about to be used; once.
    pub(crate) fn open<T: End>(&self, id: u32) -> Option<T> {
        let mut table = self.table();
        let entry = T::side(&mut table).get_mut(&id).filter(|entry| !entry.is_open)?;
        entry.is_open = true;
        Some(entry.end.clone())
    }

    /// The end is as it came.
    pub(crate) fn release<T: End>(&self, id: u32) {
        if let Some(entry) = T::side(&mut self.table()).get_mut(&id) {
            entry.is_open = false;
        }
    }

    /// Keeps why an end has failed until the guest asks.
    pub(crate) fn fail<T: End>(&self, id: u32, error: io::Error) {
        if let Some(entry) = T::side(&mut self.table()).get_mut(&id) {
            entry.failure.get_or_insert(error);
        }
    }

    /// Forgets an end; what it has failed with.
    pub(crate) fn remove<T: End>(&self, id: u32) -> Option<(T, Option<io::Error>)> {
        let entry = T::side(&mut self.table()).remove(&id)?;
        Some((entry.end, entry.failure))
    }
}

#[cfg(test)]
mod tests {
    use super::{Account, ByteReader, ByteWriter, Ends, SCRIPT_PIPE};

    #[test]
    fn a_pipe_is_charged_until_both_of_its_ends_are_gone() {
        let [streams, held] = [SCRIPT_PIPE as u64, u64::MAX].map(Account::new);
        let ends = Ends::new(8, streams, held);
        let (writer, reader) = ends.add_pipe().unwrap();
        assert!(ends.add_pipe().is_err());
        drop(ends.take::<ByteWriter>(writer));
        assert!(ends.add_pipe().is_err());
        drop(ends.take::<ByteReader>(reader));
        assert!(ends.add_pipe().is_ok());
    }
}
