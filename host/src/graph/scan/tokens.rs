//! A text of JavaScript as tokens, as far as the scanner needs them.

/// Words before which a slash divides nothing.
const BEFORE_EXPRESSION: [&str; 12] =
    ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await"];

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A name, a keyword or a number.
    Word(&'a str),
    /// What stands between the quotes of a string.
    Text(&'a str),
    /// A template, a part of one, or a regular expression.
    Other,
    /// Any other character.
    Sign(char),
}

/// The tokens of a text with their places.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    before: Option<Token<'a>>,
    /// Braces that are open since each template that goes on behind them.
    templates: Vec<usize>,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let at = if text.starts_with("#!") { text.find('\n').unwrap_or(text.len()) } else { 0 };
        Self { text, at, before: None, templates: Vec::new() }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes on by so many bytes, which are whole characters.
    fn take(&mut self, length: usize) -> &'a str {
        let taken = self.rest().get(..length).unwrap_or_default();
        self.at += taken.len().max(usize::from(taken.is_empty() && length > 0));
        taken
    }

    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start().len();
            if blank > 0 {
                self.at += blank;
            } else if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            } else {
                return;
            }
        }
    }

    /// Whether a slash here begins a regular expression.
    fn is_expression_due(&self) -> bool {
        match self.before {
            None => true,
            Some(Token::Word(word)) => BEFORE_EXPRESSION.contains(&word),
            Some(Token::Text(_) | Token::Other) => false,
            Some(Token::Sign(sign)) => !matches!(sign, ')' | ']' | '}'),
        }
    }

    /// Bytes up to and with the first of these characters that no backslash escapes, or up to
    /// the end of the line.
    fn quoted(&self, quote: char) -> usize {
        let mut is_escaped = false;
        for (at, character) in self.rest().char_indices().skip(1) {
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '\n' => return at,
                character if character == quote => return at + character.len_utf8(),
                _ => {}
            }
        }
        self.rest().len()
    }

    fn regular_expression(&self) -> usize {
        let (mut is_escaped, mut is_class) = (false, false);
        for (at, character) in self.rest().char_indices().skip(1) {
            match character {
                '\n' => return at,
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '[' => is_class = true,
                ']' => is_class = false,
                '/' if !is_class => return at + 1,
                _ => {}
            }
        }
        self.rest().len()
    }

    /// A part of a template, behind its backtick or brace: up to its end or the next `${`.
    fn template(&mut self) -> Token<'a> {
        let mut characters = self.rest().char_indices().skip(1).peekable();
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => _ = characters.next(),
                '`' => {
                    self.at += at + 1;
                    return Token::Other;
                }
                '$' if characters.peek().is_some_and(|(_, next)| *next == '{') => {
                    self.at += at + 2;
                    self.templates.push(0);
                    // An expression comes next.
                    return Token::Sign('{');
                }
                _ => {}
            }
        }
        self.at = self.text.len();
        Token::Other
    }

    fn brace(&mut self, sign: char) -> Token<'a> {
        match (sign, self.templates.last_mut()) {
            ('{', Some(open)) => *open += 1,
            ('}', Some(0)) => {
                self.templates.pop();
                return self.template();
            }
            ('}', Some(open)) => *open -= 1,
            _ => {}
        }
        self.take(1);
        Token::Sign(sign)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (Token<'a>, usize);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_blank();
        let at = self.at;
        let first = self.rest().chars().next()?;
        let token = match first {
            '"' | '\'' => {
                let quoted = self.take(self.quoted(first));
                let inner = quoted.strip_prefix(first).unwrap_or(quoted);
                Token::Text(inner.strip_suffix(first).unwrap_or(inner))
            }
            '`' => self.template(),
            '{' | '}' => self.brace(first),
            '/' if self.is_expression_due() => {
                self.take(self.regular_expression());
                Token::Other
            }
            first if is_word(first) => {
                let length = self.rest().find(|character| !is_word(character)).unwrap_or(self.rest().len());
                Token::Word(self.take(length))
            }
            first => {
                self.take(first.len_utf8());
                Token::Sign(first)
            }
        };
        self.before = Some(token);
        Some((token, at))
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}
