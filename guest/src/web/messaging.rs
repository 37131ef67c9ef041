//! `MessageChannel`, its ports and `MessageEvent`, and `navigator`:
//! <https://html.spec.whatwg.org/multipage/web-messaging.html>

use crate::builtins;
use rquickjs::{Ctx, Object, Result};

const PARTS: [(&str, &str); 3] = [
    ("messaging/message_port", include_str!("../../js/messaging/message_port.js")),
    ("messaging/message_event", include_str!("../../js/messaging/message_event.js")),
    ("messaging/navigator", include_str!("../../js/messaging/navigator.js")),
];

/// Defines them.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("userAgent", super::USER_AGENT)?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))
}
