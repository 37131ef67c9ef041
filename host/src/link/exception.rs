//! Exceptions, from the guest's list to the embedder's tree.

use super::types;
use crate::exception::{Exception, Frame, HostSource};

/// The tree that the guest's list of links describes; a list that lies about
/// parents loses those links.
pub(crate) fn exception(
    links: Vec<types::ExceptionLink>,
    host_error: impl Fn(u32) -> Option<HostSource>,
) -> Option<Box<Exception>> {
    let mut nodes: Vec<Option<Exception>> = Vec::with_capacity(links.len());
    let mut places = Vec::with_capacity(links.len());
    for link in links {
        places.push((link.relation, usize::try_from(link.parent).unwrap_or(usize::MAX)));
        nodes.push(Some(Exception {
            name: link.name,
            message: link.message,
            frames: link.frames.into_iter().map(frame).collect(),
            cause: None,
            members: Vec::new(),
            hint: link.hint,
            host_error: link.host_error.and_then(&host_error),
        }));
    }
    // Children come after their parents: from the end, each moves into its parent.
    for index in (1..nodes.len()).rev() {
        let (relation, parent) = places.get(index).copied()?;
        let node = nodes.get_mut(index).and_then(Option::take);
        let Some(parent) = nodes.get_mut(parent).filter(|_| parent < index).and_then(Option::as_mut) else { continue };
        match relation {
            types::Relation::Cause => parent.cause = node.map(Box::new),
            types::Relation::Member => parent.members.extend(node),
            types::Relation::Root => {}
        }
    }
    let mut root = nodes.into_iter().next().flatten()?;
    order_members(&mut root);
    Some(Box::new(root))
}

/// Members were met from the last to the first.
fn order_members(exception: &mut Exception) {
    exception.members.reverse();
    for member in &mut exception.members {
        order_members(member);
    }
    if let Some(cause) = &mut exception.cause {
        order_members(cause);
    }
}

fn frame(frame: types::Frame) -> Frame {
    Frame {
        function: frame.function,
        url: frame.url,
        line: (frame.line > 0).then_some(frame.line),
        column: (frame.column > 0).then_some(frame.column),
    }
}
