//! `MessageChannel`, its ports and `MessageEvent`, and `navigator`:
//! <https://html.spec.whatwg.org/multipage/web-messaging.html>

use crate::builtins;
use rquickjs::{Ctx, Object, Result};

const PARTS: [(&str, &[u8]); 3] = [
    builtins::part!("messaging/message_port"),
    builtins::part!("messaging/message_event"),
    builtins::part!("messaging/navigator"),
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
