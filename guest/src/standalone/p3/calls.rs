//! The world `plugin`: functions of the script, for whoever runs the component.

use super::Component;
use super::bindings::exports::skerry::plugin::functions::{Bytes, Exception, Failure, Guest, Value};
use super::streams::{self, Incoming};
use crate::convert::tags;
use crate::exception::Exception as Thrown;
use crate::failure::Failure as Failed;
use crate::handles::Handles;
use crate::realm::{self, Realm};
use crate::standalone::embed;
use crate::{call, engine, standalone};
use minicbor::data::Token;
use minicbor::decode::Tokenizer;
use minicbor::encode::Encoder;
use rquickjs::{Object, Value as JsValue};

impl Guest for Component {
    fn list() -> Vec<String> {
        names(&realm::current())
    }

    async fn call(name: String, arguments: Value) -> Result<Value, Failure> {
        let realm = realm::current();
        standalone::begin_call(&realm);
        let names = names(&realm);
        if !names.contains(&name) {
            return Err(Failure::UnknownFunction(names));
        }
        let arguments = taken(arguments).map_err(Failure::BadArguments)?;
        let result = call::call(&realm, embed::entry(), Some(&name), &arguments).await.map_err(failure)?;
        given(&result).map_err(Failure::BadResult)
    }
}

/// Names of the functions that the entry exports.
pub fn names(realm: &Realm) -> Vec<String> {
    realm.with(|ctx| {
        let exports = Handles::of(ctx).get(ctx, embed::entry()).and_then(JsValue::into_object);
        let mut names = exports.map(|exports| functions(&exports)).unwrap_or_default();
        // A getter may have thrown.
        if engine::has_exception(ctx) {
            drop(ctx.catch());
        }
        names.sort_unstable();
        names
    })
}

fn functions(exports: &Object<'_>) -> Vec<String> {
    let is_function =
        |name: &String| exports.get::<_, JsValue<'_>>(name.as_str()).is_ok_and(|value| value.is_function());
    exports.keys::<String>().flatten().filter(is_function).collect()
}

/// Arguments as the realm reads them: streams have numbers of its own.
fn taken(Value { cbor, streams }: Value) -> Result<Vec<u8>, String> {
    if !matches!(Tokenizer::new(&cbor).next(), Some(Ok(Token::Array(_) | Token::BeginArray))) {
        return Err("the arguments are no list".to_owned());
    }
    let ends: Vec<u32> =
        streams.into_iter().map(|Bytes { bytes, end }| streams::add_reader(Incoming { stream: bytes, end })).collect();
    let mut left = ends.clone();
    let renumbered = renumbered(&cbor, |place| {
        let end = ends.get(place as usize).ok_or_else(|| format!("there is no stream {place}"))?;
        let before = left.len();
        left.retain(|other| other != end);
        if left.len() == before { Err(format!("stream {place} is named twice")) } else { Ok(*end) }
    });
    // What no value names is of no use, and where one is wrong, none is.
    for end in if renumbered.is_ok() { left } else { ends } {
        drop(streams::take(end));
    }
    renumbered
}

/// A result as whoever has called reads it: streams are named by their places.
fn given(cbor: &[u8]) -> Result<Value, String> {
    let mut streams = Vec::new();
    let cbor = renumbered(cbor, |end| {
        let Incoming { stream, end } = streams::take(end).ok_or("a stream that is lost")?;
        streams.push(Bytes { bytes: stream, end });
        u32::try_from(streams.len() - 1).map_err(|error| error.to_string())
    })?;
    Ok(Value { cbor, streams })
}

/// The same value with other numbers of its streams.
fn renumbered(cbor: &[u8], mut number: impl FnMut(u32) -> Result<u32, String>) -> Result<Vec<u8>, String> {
    let mut written = Vec::with_capacity(cbor.len());
    let mut to = Encoder::new(&mut written);
    let mut is_stream = false;
    for token in Tokenizer::new(cbor) {
        let mut token = token.map_err(|error| format!("no CBOR: {error}"))?;
        if std::mem::take(&mut is_stream) {
            let known = match token {
                Token::U8(known) => u32::from(known),
                Token::U16(known) => u32::from(known),
                Token::U32(known) => known,
                _ => return Err("a stream is named by its place".to_owned()),
            };
            token = Token::U32(number(known)?);
        }
        if let Token::Tag(tag) = token {
            match tag.as_u64() {
                tags::READABLE_STREAM => is_stream = true,
                tags::WRITABLE_STREAM => return Err("a WritableStream cannot cross".to_owned()),
                tags::FUNCTION | tags::PROMISE => return Err("a function or a promise cannot cross".to_owned()),
                _ => {}
            }
        }
        to.encode(&token).map_err(|error| error.to_string())?;
    }
    Ok(written)
}

fn failure(failure: Failed) -> Failure {
    let told =
        |message: String| Failure::Exception(Exception { name: String::new(), message, stack: Vec::new(), hint: None });
    match failure {
        Failed::Exception(thrown) | Failed::UnhandledRejection(thrown) | Failed::Interrupted(thrown) => {
            Failure::Exception(exception(thrown))
        }
        Failed::Stalled => told("the function awaits a promise that can never settle".to_owned()),
        Failed::Exited(code) => told(format!("the function has ended the script, with the code {code}")),
        Failed::Convert(reason) => Failure::BadResult(reason),
    }
}

fn exception(thrown: Thrown) -> Exception {
    let Some(link) = thrown.links.into_iter().next() else {
        return Exception { name: String::new(), message: String::new(), stack: Vec::new(), hint: None };
    };
    let frame = |frame: &crate::exception::Frame| {
        let place = format!("{}:{}:{}", frame.url, frame.line, frame.column);
        if frame.function.is_empty() { place } else { format!("{} ({place})", frame.function) }
    };
    Exception {
        name: link.name,
        message: link.message,
        stack: link.frames.iter().map(frame).collect(),
        hint: link.hint,
    }
}
