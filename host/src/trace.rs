//! Frames of compiled code, led back to what was written.

use crate::exception::{Exception, Frame};
use crate::loader::Loader;
use crate::source_map::SourceMap;
use crate::sources::Sources;
use std::collections::BTreeMap;
use std::task::{Context, Poll, Waker};

/// Applies the source maps of loaded modules to the frames of an exception.
/// The original texts join `sources`, so that code frames can be shown.
pub(crate) fn trace(sources: &mut Sources, loader: &dyn Loader, exception: &mut Exception) {
    let mut maps = BTreeMap::new();
    walk(exception, &mut |frame| follow(sources, loader, &mut maps, frame));
}

fn walk(exception: &mut Exception, visit: &mut dyn FnMut(&mut Frame)) {
    exception.frames.iter_mut().for_each(&mut *visit);
    for member in &mut exception.members {
        walk(member, visit);
    }
    if let Some(cause) = &mut exception.cause {
        walk(cause, visit);
    }
}

fn follow(
    sources: &mut Sources,
    loader: &dyn Loader,
    maps: &mut BTreeMap<String, Option<SourceMap>>,
    frame: &mut Frame,
) {
    if let (Some(text), Some(line), Some(column)) = (sources.get(&frame.url), frame.line, frame.column) {
        frame.column = Some(utf16_column(&text, line, column));
    }
    let map = maps.entry(frame.url.clone()).or_insert_with_key(|url| {
        let text = sources.get(url)?;
        SourceMap::of_module(url, &text, &|map_url| load_now(loader, map_url))
    });
    let (Some(map), Some(line)) = (map, frame.line) else { return };
    let Some(original) = map.original(line, frame.column.unwrap_or(1)) else { return };
    if let Some(text) = original.text {
        sources.remember(&original.url, text);
    }
    frame.url = original.url;
    frame.line = Some(original.line);
    frame.column = Some(original.column);
}

/// QuickJS counts columns in bytes of UTF-8; everybody else in UTF-16 units.
fn utf16_column(text: &str, line: u32, column: u32) -> u32 {
    let before = |line: &str| {
        let bytes = usize::try_from(column).unwrap_or(usize::MAX).saturating_sub(1);
        let units = line.get(..line.floor_char_boundary(bytes)).unwrap_or(line).encode_utf16().count();
        u32::try_from(units).unwrap_or(u32::MAX - 1) + 1
    };
    let index = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
    text.lines().nth(index).map_or(column, before)
}

/// A map that the loader has at hand. One that it would have to wait for is
/// not worth holding an error back.
fn load_now(loader: &dyn Loader, url: &str) -> Option<String> {
    let mut future = loader.load(url);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(source)) => source.map(|source| source.text),
        Poll::Ready(Err(_)) | Poll::Pending => None,
    }
}
