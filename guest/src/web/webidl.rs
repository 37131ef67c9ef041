//! What every interface of the web platform is made with (`js/webidl.js`).

use crate::builtins;
use crate::engine::{Arguments, body, lossy_string, set_functions};
use rquickjs::{Ctx, Object, Result, Value};

/// Adds it to the parts that built-ins share.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    set_functions(&native, &[(c"textKind", 1, body(text_kind))])?;
    builtins::add_part(ctx, "webidl", builtins::source!("webidl.js"), &native)
}

const BEYOND_BYTES: i32 = 1;
const NOT_TOKEN: i32 = 2;
const NOT_VALUE: i32 = 4;

/// `textKind(text)`: bits that say what a text is not.
fn text_kind<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    let text = arguments.get(0).and_then(Value::into_string).map(|text| lossy_string(&text)).unwrap_or_default();
    Ok(Value::new_int(ctx.clone(), text.chars().fold(0, |kind, c| kind | kind_of(c))))
}

fn kind_of(c: char) -> i32 {
    match c {
        c if c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c) => 0,
        '\0' | '\r' | '\n' => NOT_TOKEN | NOT_VALUE,
        '\0'..='\u{FF}' => NOT_TOKEN,
        _ => NOT_TOKEN | BEYOND_BYTES,
    }
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::builtins::add_part;
    use miniz_oxide::deflate::compress_to_vec;
    use rquickjs::{CatchResultExt, Context, Ctx, Object, Result, Runtime};

    const LAMP: &str = "(function (native, primordials, { defineInterface, dictionary, requireArguments, toDouble }) {
        class Lamp {
            #state;
            constructor(power, options = undefined) {
                requireArguments(arguments.length, 1, 'Lamp');
                const { limit } = dictionary(options, 'Lamp');
                this.#state = { power: toDouble(power), limit };
            }
            get power() { return this.#state.power }
            dim() {}
            static make() {}
        }
        defineInterface(Lamp, { constants: { __proto__: null, WATT: 1 } });
    })";

    #[test]
    fn an_interface_has_the_shapes_of_web_idl() {
        assert_eq!(
            lamp(
                "const shape = (object, key) => { const { writable: w, enumerable: e, configurable: c } =
                     Object.getOwnPropertyDescriptor(object, key); return [w, e, c].map(Number).join('') };
                 [shape(globalThis, 'Lamp'), shape(Lamp.prototype, 'power'), shape(Lamp.prototype, 'dim'), shape(Lamp, 'make'),
                  shape(Lamp.prototype, 'constructor'), shape(Lamp, 'WATT'), Lamp.prototype.WATT, Lamp.length,
                  shape(Lamp.prototype, Symbol.toStringTag), String(new Lamp(1))].join(' ')"
            ),
            "101 NaN11 111 111 101 010 1 1 001 [object Lamp]"
        );
    }

    #[test]
    fn wrong_arguments_and_a_wrong_this_are_type_errors() {
        let code = "const name = (work) => { try { return work() } catch (error) { return error.name } };
            const power = Object.getOwnPropertyDescriptor(Lamp.prototype, 'power').get;
            [() => new Lamp(), () => Lamp(1), () => new Lamp(1n), () => new Lamp(1, 1), () => power.call({}), () => power.call(1),
             () => new Lamp('2', null).power].map(name).join(' ')";
        assert_eq!(lamp(code), "TypeError TypeError TypeError TypeError TypeError TypeError 2");
    }

    fn lamp(code: &str) -> String {
        let runtime = Runtime::new().expect("a runtime");
        Context::full(&runtime)
            .expect("a context")
            .with(|ctx| evaluated(&ctx, code).catch(&ctx).unwrap_or_else(|error| panic!("{error}")))
    }

    fn evaluated(ctx: &Ctx<'_>, code: &str) -> Result<String> {
        install(ctx)?;
        add_part(ctx, "lamp", &compress_to_vec(LAMP.as_bytes(), 1), &Object::new(ctx.clone())?)?;
        ctx.eval(code)
    }
}
