//! RSA keys as DER: <https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1>, within what
//! <https://www.rfc-editor.org/rfc/rfc5280> and <https://www.rfc-editor.org/rfc/rfc5208>
//! put around them.

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;

/// `rsaEncryption` without parameters, as the contents of its sequence.
const ALGORITHM: [u8; 13] = [0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1, 0x05, 0];

/// Modulus and exponent of a `SubjectPublicKeyInfo`.
pub fn read_spki(der: &[u8]) -> Option<[&[u8]; 2]> {
    let mut info = whole(der)?;
    let algorithm = info.next(SEQUENCE)?;
    let (unused, key) = info.next(BIT_STRING)?.split_first()?;
    let mut key = whole(key)?;
    let numbers = [key.integer()?, key.integer()?];
    let is_known = algorithm == ALGORITHM && *unused == 0 && info.0.is_empty() && key.0.is_empty();
    is_known.then_some(numbers)
}

/// The eight numbers of a `PrivateKeyInfo`; attributes behind them are passed over.
pub fn read_pkcs8(der: &[u8]) -> Option<[&[u8]; 8]> {
    let mut info = whole(der)?;
    let (version, algorithm) = (info.integer()?, info.next(SEQUENCE)?);
    let mut key = whole(info.next(OCTET_STRING)?)?;
    let two_primes = key.integer()?;
    let mut numbers = [&[][..]; 8];
    for number in &mut numbers {
        *number = key.integer()?;
    }
    let is_known =
        algorithm == ALGORITHM && version.len() == 1 && version[0] < 2 && two_primes == [0] && key.0.is_empty();
    is_known.then_some(numbers)
}

/// The other way.
pub fn write_spki(numbers: &[Vec<u8>; 2]) -> Vec<u8> {
    let mut key = vec![0];
    key.extend(sequence(&integers(numbers)));
    sequence(&[element(SEQUENCE, &ALGORITHM), element(BIT_STRING, &key)].concat())
}

/// The other way.
pub fn write_pkcs8(numbers: &[Vec<u8>; 8]) -> Vec<u8> {
    let zero = element(INTEGER, &[0]);
    let key = sequence(&[zero.clone(), integers(numbers)].concat());
    sequence(&[zero, element(SEQUENCE, &ALGORITHM), element(OCTET_STRING, &key)].concat())
}

/// The bytes that are left.
struct Reader<'a>(&'a [u8]);

/// The contents of a sequence that is all there is.
fn whole(der: &[u8]) -> Option<Reader<'_>> {
    let mut reader = Reader(der);
    let contents = reader.next(SEQUENCE)?;
    reader.0.is_empty().then_some(Reader(contents))
}

impl<'a> Reader<'a> {
    /// The contents of the next element, which has this tag.
    fn next(&mut self, tag: u8) -> Option<&'a [u8]> {
        let (first, rest) = self.0.split_first()?;
        let (length, rest) = length_of(rest)?;
        let (contents, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        (*first == tag).then_some(contents)
    }

    /// A number that is not negative, in as few bytes as it takes.
    fn integer(&mut self) -> Option<&'a [u8]> {
        let bytes = self.next(INTEGER)?;
        match bytes {
            [0] => Some(bytes),
            [0, second, ..] if *second >= 0x80 => Some(&bytes[1..]),
            [first, ..] if (1..0x80).contains(first) => Some(bytes),
            _ => None,
        }
    }
}

/// A length in its shortest form, of two bytes at most.
fn length_of(bytes: &[u8]) -> Option<(usize, &[u8])> {
    match bytes {
        [length @ 0..=0x7F, rest @ ..] => Some((usize::from(*length), rest)),
        [0x81, length @ 0x80..=0xFF, rest @ ..] => Some((usize::from(*length), rest)),
        [0x82, high @ 1..=0xFF, low, rest @ ..] => Some((usize::from(*high) << 8 | usize::from(*low), rest)),
        _ => None,
    }
}

fn sequence(contents: &[u8]) -> Vec<u8> {
    element(SEQUENCE, contents)
}

fn integers(numbers: &[Vec<u8>]) -> Vec<u8> {
    numbers.iter().flat_map(|number| integer(number)).collect()
}

fn integer(number: &[u8]) -> Vec<u8> {
    let is_high = number.first().is_none_or(|first| *first >= 0x80);
    let zero: &[u8] = if is_high { &[0] } else { &[] };
    element(INTEGER, &[zero, number].concat())
}

fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    let [.., high, low] = contents.len().to_be_bytes();
    let head: &[u8] = match (high, low) {
        (0, ..0x80) => &[tag, low],
        (0, _) => &[tag, 0x81, low],
        _ => &[tag, 0x82, high, low],
    };
    [head, contents].concat()
}
