//! Servers on loopback: each connection is served on a thread of its own, by hand.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A server, and the requests that it has read.
pub struct Server {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub target: String,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
    /// The number of its connection, from 0.
    pub connection: usize,
}

/// One connection, from the server's side.
pub struct Peer {
    reader: BufReader<TcpStream>,
    number: usize,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Serves each connection with a function of one's own.
    pub fn raw(serve: impl Fn(&mut Peer) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::<Mutex<Vec<Request>>>::default();
        let (serve, read) = (Arc::new(serve), Arc::clone(&requests));
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let (serve, requests) = (Arc::clone(&serve), Arc::clone(&read));
                let Ok(stream) = stream else { return };
                thread::spawn(move || serve(&mut Peer { reader: BufReader::new(stream), number, requests }));
            }
        });
        Self { address, requests }
    }

    /// Answers each request with what a function makes of it: a whole response.
    pub fn new(answer: impl Fn(&Request) -> String + Send + Sync + 'static) -> Self {
        Self::raw(move |peer| {
            while let Some(request) = peer.request() {
                peer.send(answer(&request));
            }
        })
    }

    /// `http://127.0.0.1:PORT/PATH`
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Peer {
    /// The next request with its body; none where the connection has ended.
    pub fn request(&mut self) -> Option<Request> {
        let mut request = self.head()?;
        request.body = self.body(&request)?;
        self.requests.lock().unwrap().push(request.clone());
        Some(request)
    }

    /// The next request, up to its body.
    pub fn head(&mut self) -> Option<Request> {
        let start = self.line()?;
        let mut words = start.split(' ');
        let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
        let mut headers = BTreeMap::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':')?;
            headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
        Some(Request { method, target, headers, body: Vec::new(), connection: self.number })
    }

    fn body(&mut self, request: &Request) -> Option<Vec<u8>> {
        if request.header("transfer-encoding") == Some("chunked") {
            let mut body = Vec::new();
            while let Some(chunk) = self.chunk()? {
                body.extend(chunk);
            }
            return Some(body);
        }
        let length = request.header("content-length").map_or(0, |length| length.parse().unwrap());
        self.bytes(length)
    }

    /// The next chunk of a body, none at its end.
    pub fn chunk(&mut self) -> Option<Option<Vec<u8>>> {
        let length = usize::from_str_radix(&self.line()?, 16).ok()?;
        let chunk = self.bytes(length)?;
        self.line()?;
        Some((length > 0).then_some(chunk))
    }

    fn bytes(&mut self, length: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.reader.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        if self.reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        Some(line.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Whether it could be sent.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.reader.get_mut().write_all(bytes.as_ref()).is_ok()
    }

    /// Waits until the other side is gone.
    pub fn wait_for_end(&mut self) {
        let mut rest = [0; 1024];
        while matches!(self.reader.read(&mut rest), Ok(count) if count > 0) {}
    }
}

/// A response with a length.
pub fn ok(body: &str) -> String {
    response("200 OK", "", body)
}

pub fn response(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len())
}
