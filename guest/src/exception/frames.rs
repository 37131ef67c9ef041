//! QuickJS's text of a stack, parsed.

use super::Frame;

/// More frames than anybody reads.
const MOST_FRAMES: usize = 64;

/// The frames of lines such as `    at name (file:///a.js:3:9)`. Lines of any
/// other form, native frames and frames of built-ins are left out.
pub fn parse_frames(stack: &str) -> Vec<Frame> {
    stack.lines().filter_map(parse_frame).filter(|frame| !frame.url.starts_with("skerry:")).take(MOST_FRAMES).collect()
}

fn parse_frame(line: &str) -> Option<Frame> {
    let rest = line.trim_start().strip_prefix("at ")?;
    let (function, place) = match rest.strip_suffix(')') {
        // The last opening bracket: a function's name may hold brackets, a URL's are encoded.
        Some(rest) => rest.rsplit_once(" (")?,
        None => ("", rest),
    };
    if place == "native" {
        return None;
    }
    let function = if function == "<anonymous>" || function == "<eval>" { "" } else { function };
    let (url, line, column) = split_place(place);
    Some(Frame { function: function.to_owned(), url: url.to_owned(), line, column })
}

/// `url:line:column`, `url:line` or `url`.
fn split_place(place: &str) -> (&str, u32, u32) {
    let number = |text: &str| text.parse::<u32>().ok();
    let Some((rest, last)) = place.rsplit_once(':') else { return (place, 0, 0) };
    let Some(last) = number(last) else { return (place, 0, 0) };
    match rest.rsplit_once(':').and_then(|(url, line)| Some((url, number(line)?))) {
        Some((url, line)) => (url, line, last),
        None => (rest, last, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(function: &str, url: &str, line: u32, column: u32) -> Frame {
        Frame { function: function.to_owned(), url: url.to_owned(), line, column }
    }

    #[test]
    fn a_stack_of_quickjs_is_read() {
        let stack = "    at f (file:///a.js:3:9)\n    at <eval> (file:///a.js:7:1)\n    at file:///m.js:2\n";
        let expected =
            [frame("f", "file:///a.js", 3, 9), frame("", "file:///a.js", 7, 1), frame("", "file:///m.js", 2, 0)];
        assert_eq!(parse_frames(stack), expected);
    }

    #[test]
    fn native_and_built_in_frames_are_left_out() {
        let stack = "    at map (native)\n    at log (skerry:console:12:3)\n    at g (x.js:1:1)\n";
        assert_eq!(parse_frames(stack), [frame("g", "x.js", 1, 1)]);
    }

    #[test]
    fn text_that_is_no_stack_gives_no_frames() {
        assert_eq!(parse_frames("hello\n at\n(((\n"), []);
    }
}
