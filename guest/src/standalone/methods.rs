//! Methods of HTTP. Each version of `wasi:http` has a type of its own for them.

/// `method_name` and `method`, for the type of this name.
macro_rules! methods {
    ($method:ident) => {
        /// The method as it is written.
        pub fn method_name(method: $method) -> String {
            let name = match method {
                $method::Get => "GET",
                $method::Head => "HEAD",
                $method::Post => "POST",
                $method::Put => "PUT",
                $method::Delete => "DELETE",
                $method::Connect => "CONNECT",
                $method::Options => "OPTIONS",
                $method::Trace => "TRACE",
                $method::Patch => "PATCH",
                $method::Other(name) => return name,
            };
            name.to_owned()
        }

        /// The method of this name.
        pub fn method(name: &str) -> $method {
            match name {
                "GET" => $method::Get,
                "HEAD" => $method::Head,
                "POST" => $method::Post,
                "PUT" => $method::Put,
                "DELETE" => $method::Delete,
                "CONNECT" => $method::Connect,
                "OPTIONS" => $method::Options,
                "TRACE" => $method::Trace,
                "PATCH" => $method::Patch,
                other => $method::Other(other.to_owned()),
            }
        }
    };
}
pub(super) use methods;
