//! Answers to requests: the site's bytes, ranges, validators, and who may ask at all.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};

use crate::Live;

const RELOAD: &str = include_str!("page/reload.js");
const OVERLAY: &str = include_str!("page/overlay.css");

/// How long a waiting page is kept before it asks again; proxies and browsers cut longer ones.
const PATIENCE: Duration = Duration::from_secs(25);

#[derive(Clone)]
struct Shared {
    live: Arc<Live>,
    /// Host names that mean this server. Another name that resolves here is a page of somebody else's.
    hosts: Arc<[String]>,
}

pub(crate) fn router(live: Arc<Live>, address: SocketAddr) -> Router {
    let port = address.port();
    let hosts = ["127.0.0.1", "localhost", "[::1]"].map(|host| format!("{host}:{port}"));
    Router::new().fallback(answer).with_state(Shared { live, hosts: hosts.into() })
}

async fn answer(State(shared): State<Shared>, request: Request) -> Response {
    let (method, headers) = (request.method(), request.headers());
    if !allowed(headers, &shared.hosts) {
        return text(StatusCode::FORBIDDEN, "This server answers pages of its own site only.\n");
    }
    if method != Method::GET && method != Method::HEAD {
        let mut refused = text(StatusCode::METHOD_NOT_ALLOWED, "This server only reads.\n");
        refused.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refused;
    }
    let Some(path) = decoded(request.uri().path()) else {
        return text(StatusCode::BAD_REQUEST, "The address is not valid UTF-8.\n");
    };
    match path.strip_prefix("-/") {
        Some("reload.js") => bytes(headers, "reload.js", RELOAD.into(), StatusCode::OK),
        Some("overlay.css") => bytes(headers, "overlay.css", OVERLAY.into(), StatusCode::OK),
        Some("problems") => bytes(headers, "problems.html", shared.live.site().1.problems().into(), StatusCode::OK),
        Some(version) if version.starts_with("version/") => {
            let seen = version["version/".len()..].parse().unwrap_or(0);
            text(StatusCode::OK, &shared.live.after(seen, PATIENCE).await.to_string())
        }
        Some(_) => text(StatusCode::NOT_FOUND, "No such tool.\n"),
        None => page(&shared, headers, path).await,
    }
}

/// A file of the site, made on a thread where it may take its time.
async fn page(shared: &Shared, headers: &HeaderMap, path: String) -> Response {
    let (version, site) = shared.live.site();
    let found = tokio::task::spawn_blocking(move || {
        let index = |dir: &str| if dir.is_empty() { "index.html".to_owned() } else { format!("{dir}/index.html") };
        let name = if path.is_empty() || path.ends_with('/') { index(path.trim_end_matches('/')) } else { path };
        if let Some(file) = site.file(&name) {
            return (name, Some(file), StatusCode::OK);
        }
        // The page that says so stands in each language's folder: the nearest one speaks the reader's.
        let above = std::iter::successors(Some(&*name), |path| path.rsplit_once('/').map(|(folder, _)| folder));
        let mut missing = above.skip(1).map(|folder| format!("{folder}/404.html")).chain(["404.html".to_owned()]);
        let found = missing.find_map(|page| site.file(&page).map(|file| (page, file)));
        let (page, file) = found.map_or((name, None), |(page, file)| (page, Some(file)));
        (page, file, StatusCode::NOT_FOUND)
    })
    .await;
    match found {
        Ok((name, Some(file), status)) if name.ends_with(".html") => {
            bytes(headers, &name, with_version(file, version), status)
        }
        Ok((name, Some(file), status)) => bytes(headers, &name, file, status),
        Ok((_, None, status)) => text(status, "There is no such page.\n"),
        Err(_) => text(StatusCode::INTERNAL_SERVER_ERROR, "This page could not be made; the terminal says why.\n"),
    }
}

/// The page with the number of its version in the address of its reload script: a save may fall between the moment a
/// page is sent and the moment its script asks what is new.
fn with_version(mut page: Vec<u8>, version: u64) -> Vec<u8> {
    const SCRIPT: &[u8] = b"-/reload.js\"";
    if let Some(at) = page.windows(SCRIPT.len()).position(|part| part == SCRIPT) {
        let end = at + SCRIPT.len() - 1;
        page.splice(end..end, format!("?v={version}").into_bytes());
    }
    page
}

/// A request must come from this site: a page elsewhere that was given a name for our address is refused by `Host`,
/// a script of another page by `Origin` or `Sec-Fetch-Site`.
fn allowed(headers: &HeaderMap, hosts: &[String]) -> bool {
    let one_of = |value: &HeaderValue, prefix: &str| {
        value.to_str().is_ok_and(|v| v.strip_prefix(prefix).is_some_and(|h| hosts.iter().any(|known| known == h)))
    };
    let host = headers.get(header::HOST).is_some_and(|h| one_of(h, ""));
    let origin = headers.get(header::ORIGIN).is_none_or(|o| one_of(o, "http://"));
    let navigates = headers.get("sec-fetch-mode").is_some_and(|m| m == "navigate");
    let own = headers.get("sec-fetch-site").is_none_or(|s| s == "same-origin" || s == "none");
    host && origin && (own || navigates)
}

fn decoded(path: &str) -> Option<String> {
    percent_encoding::percent_decode_str(path.trim_start_matches('/')).decode_utf8().ok().map(Into::into)
}

fn text(status: StatusCode, text: &str) -> Response {
    let mut response = Response::new(Body::from(text.to_owned()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Bytes with their type, an `ETag`, and the one range that was asked for.
fn bytes(asked: &HeaderMap, name: &str, body: Vec<u8>, status: StatusCode) -> Response {
    let etag = format!("\"{}\"", &blake3::hash(&body).to_hex()[..32]);
    let length = body.len() as u64;
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let kind = if kind.type_() == "text" || kind.subtype() == "javascript" || kind.subtype() == "json" {
        format!("{kind}; charset=utf-8")
    } else {
        kind.to_string()
    };
    headers.extend([
        (header::CONTENT_TYPE, HeaderValue::from_str(&kind).unwrap_or(HeaderValue::from_static("text/plain"))),
        // Always ask: the next save may change any file.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
    ]);
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    let fresh = asked.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    if status == StatusCode::OK && fresh.is_some_and(|tags| tags.split(',').any(|t| t.trim() == etag)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    let range = asked.get(header::RANGE).and_then(|v| v.to_str().ok()).filter(|_| status == StatusCode::OK);
    let ranges = range.map(|r| http_range_header::parse_range_header(r).and_then(|r| r.validate(length)));
    match ranges {
        Some(Ok(ranges)) if ranges.len() == 1 => {
            let (from, to) = (*ranges[0].start(), *ranges[0].end());
            let part = format!("bytes {from}-{to}/{length}");
            if let Ok(part) = HeaderValue::from_str(&part) {
                response.headers_mut().insert(header::CONTENT_RANGE, part);
            }
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let from = usize::try_from(from).unwrap_or(usize::MAX);
            let to = usize::try_from(to).unwrap_or(usize::MAX);
            *response.body_mut() = Body::from(body.get(from..=to).unwrap_or_default().to_vec());
        }
        Some(Err(_)) => {
            if let Ok(all) = HeaderValue::from_str(&format!("bytes */{length}")) {
                response.headers_mut().insert(header::CONTENT_RANGE, all);
            }
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
        }
        // Several ranges at once are answered whole, as the standard allows.
        _ => {
            *response.status_mut() = status;
            *response.body_mut() = Body::from(body);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use tower::ServiceExt;

    use super::*;
    use crate::Site;

    struct Fixed;
    impl Site for Fixed {
        fn file(&self, path: &str) -> Option<Vec<u8>> {
            match path {
                "index.html" => Some("<p>hello".into()),
                "lessons/ä b.html" => Some("umlaut".into()),
                "404.html" => Some("not here".into()),
                "ar/404.html" => Some("ليست هنا".into()),
                _ => None,
            }
        }
        fn problems(&self) -> String {
            "<p>a problem".into()
        }
    }

    fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> (u16, String, HeaderMap) {
        let app = router(Arc::new(Live::new(Arc::new(Fixed))), "127.0.0.1:4000".parse().unwrap());
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
            (parts.status.as_u16(), String::from_utf8(body.to_vec()).unwrap(), parts.headers)
        })
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:4000");

    #[test]
    fn pages_and_names_in_any_script() {
        assert_eq!(ask("GET", "/", &[HOST]).1, "<p>hello");
        assert_eq!(ask("GET", "/lessons/%C3%A4%20b.html", &[HOST]).1, "umlaut");
        let (status, body, _) = ask("GET", "/nowhere.html", &[HOST]);
        assert_eq!((status, body.as_str()), (404, "not here"));
        assert_eq!(ask("GET", "/lessons/nowhere.html", &[HOST]).1, "not here");
        assert_eq!(ask("GET", "/ar/lessons/nowhere.html", &[HOST]).1, "ليست هنا");
    }

    #[test]
    fn strangers_are_refused() {
        assert_eq!(ask("GET", "/", &[("host", "evil.example:4000")]).0, 403);
        assert_eq!(ask("GET", "/", &[]).0, 403);
        assert_eq!(ask("GET", "/", &[HOST, ("origin", "http://evil.example")]).0, 403);
        assert_eq!(ask("GET", "/", &[HOST, ("sec-fetch-site", "cross-site")]).0, 403);
        assert_eq!(ask("GET", "/", &[HOST, ("origin", "http://127.0.0.1:4000")]).0, 200);
        assert_eq!(ask("POST", "/", &[HOST]).0, 405);
        let headers = ask("GET", "/", &[HOST]).2;
        assert!(!headers.contains_key("access-control-allow-origin"));
    }

    #[test]
    fn a_known_page_is_not_sent_again_and_ranges_are_cut() {
        let etag = ask("GET", "/", &[HOST]).2["etag"].to_str().unwrap().to_owned();
        assert_eq!(ask("GET", "/", &[HOST, ("if-none-match", &etag)]).0, 304);
        let (status, body, headers) = ask("GET", "/", &[HOST, ("range", "bytes=1-3")]);
        assert_eq!((status, body.as_str()), (206, "p>h"));
        assert_eq!(headers["content-range"], "bytes 1-3/8");
        assert_eq!(ask("GET", "/", &[HOST, ("range", "bytes=90-")]).0, 416);
    }

    #[test]
    fn a_page_knows_its_version() {
        let page = with_version(b"<script defer src=\"../-/reload.js\"></script>".to_vec(), 7);
        assert_eq!(String::from_utf8(page).unwrap(), "<script defer src=\"../-/reload.js?v=7\"></script>");
        assert_eq!(with_version(b"<p>".to_vec(), 7), b"<p>");
    }

    #[test]
    fn a_waiting_page_hears_of_the_next_version() {
        let live = Arc::new(Live::new(Arc::new(Fixed)));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let waiting = Arc::clone(&live);
        let version = runtime.block_on(async move {
            let wait = tokio::spawn(async move { waiting.after(1, Duration::from_secs(60)).await });
            tokio::task::yield_now().await;
            live.publish(Arc::new(Fixed));
            wait.await.unwrap()
        });
        assert_eq!(version, 2);
    }
}
