//! Takes valid JSON (RFC 8259) apart without looking at more of it than it must.
//!
//! Whole files are checked by `serde_json` first; stored records were written by this program and are guarded by a CRC.
//! Used in place of `serde_json` for what the page reads again and again: that brings what it takes to
//! read and write floating-point numbers, 10 KiB of the first load, and no number here is one.

/// A place in JSON text.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    json: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(json: &'a str) -> Self {
        Self { json, at: 0 }
    }

    fn peek(&mut self) -> Option<u8> {
        let rest = &self.json.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
        self.json.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Whether nothing but white space follows.
    fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// A string with its quotation marks.
    fn quoted(&mut self) -> Option<&'a str> {
        let start = self.at;
        let mut escaped = false;
        for (n, byte) in self.json.as_bytes()[start..].iter().enumerate().skip(1) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    self.at = start + n + 1;
                    return Some(&self.json[start..self.at]);
                }
                _ => {}
            }
        }
        None
    }

    /// Any value.
    fn value(&mut self) -> Option<&'a str> {
        let start = match self.peek()? {
            b'"' => return self.quoted(),
            _ => self.at,
        };
        let mut depth = 0_usize;
        loop {
            match self.json.as_bytes().get(self.at) {
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') if depth > 1 => depth -= 1,
                Some(b'}' | b']') if depth == 1 => {
                    self.at += 1;
                    return Some(&self.json[start..self.at]);
                }
                Some(b'"') => {
                    self.quoted()?;
                    continue;
                }
                // A number, `true`, `false` or `null` ends where the object or list goes on.
                None | Some(b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r') if depth == 0 => {
                    return (self.at > start).then(|| &self.json[start..self.at]);
                }
                None => return None,
                Some(_) => {}
            }
            self.at += 1;
        }
    }
}

/// The names and values of an object, in order; nothing if it is no object.
pub(super) fn object(json: &str) -> Option<Vec<(String, &str)>> {
    let mut scanner = Scanner::new(json);
    let mut fields = Vec::new();
    if !scanner.eat(b'{') {
        return None;
    }
    if !scanner.eat(b'}') {
        loop {
            let name = (scanner.peek()? == b'"').then(|| scanner.quoted()).flatten().and_then(string)?;
            if !scanner.eat(b':') {
                return None;
            }
            fields.push((name, scanner.value()?));
            if scanner.eat(b'}') {
                break;
            }
            if !scanner.eat(b',') {
                return None;
            }
        }
    }
    scanner.is_at_end().then_some(fields)
}

/// The items of a list; nothing if it is no list.
pub(super) fn list(json: &str) -> Option<Vec<&str>> {
    let mut scanner = Scanner::new(json);
    let mut items = Vec::new();
    if !scanner.eat(b'[') {
        return None;
    }
    if !scanner.eat(b']') {
        loop {
            items.push(scanner.value()?);
            if scanner.eat(b']') {
                break;
            }
            if !scanner.eat(b',') {
                return None;
            }
        }
    }
    scanner.is_at_end().then_some(items)
}

/// What a string says; half of a surrogate pair becomes U+FFFD. Nothing if it is no string.
pub(super) fn string(json: &str) -> Option<String> {
    let mut rest = json.strip_prefix('"')?.strip_suffix('"')?;
    let mut said = String::with_capacity(rest.len());
    while let Some(at) = rest.find('\\') {
        said.push_str(&rest[..at]);
        let escape = *rest.as_bytes().get(at + 1)?;
        rest = rest.get(at + 2..)?;
        match escape {
            b'"' | b'\\' | b'/' => said.push(char::from(escape)),
            b'b' => said.push('\u{8}'),
            b'f' => said.push('\u{c}'),
            b'n' => said.push('\n'),
            b'r' => said.push('\r'),
            b't' => said.push('\t'),
            b'u' => {
                let first = unit(rest)?;
                rest = &rest[4..];
                let second = rest.strip_prefix("\\u").filter(|_| (0xd800..0xdc00).contains(&first)).and_then(unit);
                let pair = second.filter(|second| (0xdc00..0xe000).contains(second));
                if let Some(second) = pair {
                    rest = &rest[6..];
                    said.extend(char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)));
                } else {
                    said.push(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
            _ => return None,
        }
    }
    said.push_str(rest);
    Some(said)
}

/// The code unit four hexadecimal digits stand for.
fn unit(digits: &str) -> Option<u32> {
    u32::from_str_radix(digits.get(..4)?, 16).ok()
}

/// Writes a string. Control characters are escaped as JSON demands; U+0085, U+2028 and U+2029 too, since some readers take them for line ends.
pub(super) fn write_string(out: &mut Vec<u8>, said: &str) {
    out.push(b'"');
    let bytes = said.as_bytes();
    // What needs no escape is copied a stretch at a time.
    let mut copied = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let (length, escape): (usize, &[u8]) = match byte {
            b'"' => (1, b"\\\""),
            b'\\' => (1, b"\\\\"),
            b'\n' => (1, b"\\n"),
            b'\r' => (1, b"\\r"),
            b'\t' => (1, b"\\t"),
            0..0x20 => {
                (1, &[b'\\', b'u', b'0', b'0', b'0' + (byte >> 4), b"0123456789abcdef"[usize::from(byte & 0xf)]])
            }
            0xc2 if bytes[at + 1] == 0x85 => (2, b"\\u0085"),
            0xe2 if bytes[at + 1..].starts_with(b"\x80\xa8") => (3, b"\\u2028"),
            0xe2 if bytes[at + 1..].starts_with(b"\x80\xa9") => (3, b"\\u2029"),
            _ => continue,
        };
        out.extend_from_slice(&bytes[copied..at]);
        out.extend_from_slice(escape);
        copied = at + length;
    }
    out.extend_from_slice(&bytes[copied..]);
    out.push(b'"');
}
