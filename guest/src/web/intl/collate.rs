//! The order of texts in English: by letters, then by accents, then by case.
//!
//! White space, punctuation, signs, digits and Latin letters have the order of the root
//! collation of Unicode; everything else is in the order of its code points behind them. Texts
//! come decomposed (NFKD), which ASCII is.

use std::cmp::Ordering;

/// The order of what has one, without capitals.
const ORDER: &str = "\t\n\u{b}\u{c}\r _-–—,;:!¡?¿.…·'‘’\"“”«»()[]{}§¶@*/\\&#%†•`´^¯¨°©®+±÷×<=>¬|¦~¢$£¥€0123456789abcdefghijklmnopqrstuvwxyz";
/// Where punctuation ends, and where the signs that are no currency do.
const PUNCTUATION_END: u32 = key(position('`'));
const LAST_SIGN: u32 = key(position('~'));
/// Behind all that has an order.
const BEHIND: u32 = 1 << 30;
/// Marks on a letter that are compared; nobody writes more on one.
const MOST_MARKS: usize = 4;

/// Which differences count: a sum of the constants below, as `js/intl/collator.js` has them.
#[derive(Clone, Copy, Debug)]
pub struct How(pub i32);

impl How {
    /// Runs of digits are numbers.
    const NUMERIC: i32 = 1;
    /// White space and punctuation are passed over.
    const IGNORES_PUNCTUATION: i32 = 2;
    /// Capitals come first.
    const UPPER_FIRST: i32 = 4;
    /// Accents count.
    const ACCENTS: i32 = 8;
    /// Case counts.
    const CASE: i32 = 16;
    /// The texts are decomposed, also beyond ASCII.
    pub const DECOMPOSED: i32 = 32;

    /// Whether one of them is in the sum.
    pub const fn has(self, one: i32) -> bool {
        self.0 & one != 0
    }
}

/// Compares two decomposed texts.
pub fn compare(left: &str, right: &str, how: How) -> Ordering {
    let (mut left, mut right) = (Letters::new(left, how), Letters::new(right, how));
    let (mut accents, mut case) = (Ordering::Equal, Ordering::Equal);
    loop {
        let (one, other) = match (left.next(), right.next()) {
            (None, None) => break,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(one), Some(other)) => (one, other),
        };
        let by_letter = one.key.cmp(&other.key).then_with(|| compare_numbers(one.digits, other.digits));
        if by_letter.is_ne() {
            return by_letter;
        }
        accents = accents.then_with(|| one.marks.cmp(&other.marks));
        case = case.then_with(|| one.is_upper.cmp(&other.is_upper));
    }
    let accents = if how.has(How::ACCENTS) { accents } else { Ordering::Equal };
    let case = if how.has(How::UPPER_FIRST) { case.reverse() } else { case };
    accents.then(if how.has(How::CASE) { case } else { Ordering::Equal })
}

/// Digits without zeros in front.
fn compare_numbers(one: &str, other: &str) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

/// One letter with what is on it, or a number.
struct Letter<'a> {
    key: u32,
    marks: [char; MOST_MARKS],
    is_upper: bool,
    digits: &'a str,
}

struct Letters<'a> {
    rest: &'a str,
    /// The second half of a letter that stands for two, and the letter.
    pending: Option<(char, char)>,
    how: How,
}

impl<'a> Letters<'a> {
    fn new(text: &'a str, how: How) -> Self {
        Letters { rest: text, pending: None, how }
    }

    fn next(&mut self) -> Option<Letter<'a>> {
        loop {
            if let Some((base, whole)) = self.pending.take() {
                return Some(self.letter(base, Some(whole), false));
            }
            let first = self.rest.chars().next()?;
            if self.how.has(How::NUMERIC) && first.is_ascii_digit() {
                return Some(self.number());
            }
            self.rest = &self.rest[first.len_utf8()..];
            if is_mark(first) || is_ignored(first) {
                continue;
            }
            let lower = first.to_lowercase().next().unwrap_or(first);
            let (base, whole) = match stands_for(lower) {
                Some((base, second)) => {
                    self.pending = second.map(|second| (second, lower));
                    (base, Some(lower))
                }
                None => (lower, None),
            };
            if self.how.has(How::IGNORES_PUNCTUATION) && key_of(base) < PUNCTUATION_END {
                continue;
            }
            return Some(self.letter(base, whole, lower != first));
        }
    }

    fn letter(&mut self, base: char, whole: Option<char>, is_upper: bool) -> Letter<'a> {
        let mut marks = ['\0'; MOST_MARKS];
        let mut count = 0;
        let mut add = |mark| {
            if count < MOST_MARKS {
                marks[count] = mark;
                count += 1;
            }
        };
        whole.into_iter().for_each(&mut add);
        if self.pending.is_none() {
            let end = self.rest.find(|c| !is_mark(c)).unwrap_or(self.rest.len());
            let (on_it, rest) = self.rest.split_at(end);
            self.rest = rest;
            on_it.chars().for_each(add);
        }
        Letter { key: key_of(base), marks, is_upper, digits: "" }
    }

    fn number(&mut self) -> Letter<'a> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        Letter { key: key_of('0'), marks: ['\0'; MOST_MARKS], is_upper: false, digits: digits.trim_start_matches('0') }
    }
}

/// Letters that are sorted as others, which no decomposition says.
fn stands_for(letter: char) -> Option<(char, Option<char>)> {
    Some(match letter {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ø' => ('o', None),
        'đ' | 'ð' => ('d', None),
        'ł' => ('l', None),
        'ħ' => ('h', None),
        'ı' => ('i', None),
        _ => return None,
    })
}

fn key_of(letter: char) -> u32 {
    const ASCII: [u32; 128] = ascii_keys();
    if let Some(known) = ASCII.get(letter as usize) {
        return *known;
    }
    match ORDER.chars().position(|known| known == letter) {
        Some(at) => key(at),
        // Other signs lie in front of those of currencies.
        None if is_sign(letter) => LAST_SIGN + u32::from(letter),
        None => BEHIND + u32::from(letter),
    }
}

/// Room for every code point lies between two keys.
const fn key(position: usize) -> u32 {
    #[allow(clippy::cast_possible_truncation, reason = "the order has some hundred places")]
    let position = position as u32;
    position << 21
}

const fn ascii_keys() -> [u32; 128] {
    let mut keys = [BEHIND; 128];
    let bytes = ORDER.as_bytes();
    let (mut at, mut place) = (0, 0);
    while at < bytes.len() {
        if bytes[at] < 128 {
            keys[bytes[at] as usize] = key(place);
        }
        // Bytes that go on with a character count for no place.
        if bytes[at] & 0xc0 != 0x80 {
            place += 1;
        }
        at += 1;
    }
    keys
}

/// Where a character of ASCII stands.
const fn position(ascii: char) -> usize {
    (ascii_keys()[ascii as usize] >> 21) as usize
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_ignored(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{ad}' | '\u{200b}' | '\u{feff}')
}

/// Blocks of punctuation, signs and pictures.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{bf}' | '\u{2010}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: How = How(How::ACCENTS | How::CASE);

    #[test]
    fn letters_decide_then_accents_then_case() {
        let mut words = ["b", "A", "a", "a\u{301}b", "ab", "B", "a\u{301}", "ß", "ss", "~", "$", "1", "", "日", "😀"];
        words.sort_by(|one, other| compare(one, other, PLAIN));
        assert_eq!(
            words,
            ["", "~", "😀", "$", "1", "a", "A", "a\u{301}", "ab", "a\u{301}b", "b", "B", "ss", "ß", "日"]
        );
    }

    #[test]
    fn numbers_are_compared_by_their_value() {
        let how = How(PLAIN.0 | How::NUMERIC);
        assert_eq!(compare("a10", "a9", how), Ordering::Greater);
        assert_eq!(compare("a007", "a7", how), Ordering::Equal);
        assert_eq!(compare("1a", "1", how), Ordering::Greater);
        assert_eq!(compare("99999999999999999999", "100000000000000000000", how), Ordering::Less);
    }

    #[test]
    fn any_two_texts_have_an_order_that_turns_around() {
        let texts =
            ["", "\u{301}", "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "ﬁ", "\u{10ffff}", "ß1", "0", "00", "-"];
        for how in [PLAIN, How(PLAIN.0 | How::NUMERIC | How::IGNORES_PUNCTUATION | How::UPPER_FIRST)] {
            for one in texts {
                for other in texts {
                    assert_eq!(compare(one, other, how), compare(other, one, how).reverse(), "{one:?} {other:?}");
                }
            }
        }
    }
}
