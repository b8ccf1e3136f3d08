//! The address of the server: its port, and how other devices in the local network reach it.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use tokio::net::TcpListener;

/// First port that is tried if none was asked for.
const FIRST_PORT: u16 = 8080;

/// Number of ports that are tried.
const TRIES: u16 = 100;

/// Time in which a server on this machine accepts a connection.
const PATIENCE: Duration = Duration::from_millis(200);

/// Listens on the port that was asked for, else on the first free one from [`FIRST_PORT`] on.
///
/// # Errors
///
/// If the port is taken, or the address is none of this machine.
pub(super) async fn listen(host: IpAddr, port: Option<u16>) -> Result<TcpListener> {
    if let Some(port) = port {
        return TcpListener::bind((host, port)).await.with_context(|| {
            format!("cannot listen on port {port}; if another program is using it, choose another port with `--port`")
        });
    }
    for port in FIRST_PORT..FIRST_PORT + TRIES {
        // On some systems, a program that listens on all addresses leaves the port free on each of them.
        let local = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        if TcpStream::connect_timeout(&local, PATIENCE).is_ok() {
            continue;
        }
        match TcpListener::bind((host, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => {}
            Err(error) => {
                return Err(error).with_context(|| {
                    format!("cannot listen on {host}; choose an address of this machine with `--host`, or 0.0.0.0")
                });
            }
        }
    }
    bail!(
        "the ports {FIRST_PORT} to {} are all taken; choose another one with `--port`",
        FIRST_PORT + TRIES - 1
    )
}

/// Address by which this machine reaches the server.
pub(super) fn local(listening: SocketAddr, base: &str) -> String {
    let host = match listening.ip() {
        address if !address.is_unspecified() => address,
        IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
    };
    format!("http://{}{base}", SocketAddr::new(host, listening.port()))
}

/// Address by which other devices reach the server; `None` if it listens for this machine only, or there is no network.
pub(super) fn for_others(listening: SocketAddr, base: &str) -> Option<String> {
    let address = match listening.ip() {
        address if address.is_loopback() => return None,
        address if address.is_unspecified() => own_address()?,
        address => address,
    };
    Some(format!("http://{}{base}", SocketAddr::new(address, listening.port())))
}

/// Address of this machine in the network that its connections leave by.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // Nothing is sent: this asks for the route to an address that belongs to nobody (RFC 5737).
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

/// An address as a QR code of characters, with the quiet zone that cameras need. Dark on light also where the terminal
/// is dark.
pub(super) fn code(address: &str) -> Option<String> {
    let code = QrCode::new(address).ok()?;
    let drawn = code
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build();
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_free_port_is_taken() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(async {
            let local: IpAddr = Ipv4Addr::LOCALHOST.into();
            let first = listen(local, None).await.unwrap();
            let second = listen(local, None).await.unwrap();
            let (first, second) = (first.local_addr().unwrap().port(), second.local_addr().unwrap().port());
            assert!(FIRST_PORT <= first && first < second, "{first} {second}");
            let taken = listen(local, Some(first)).await.unwrap_err().to_string();
            assert!(
                taken.contains(&first.to_string()) && taken.contains("--port"),
                "{taken}"
            );
        });
    }

    #[test]
    fn addresses_are_told_as_they_are_reached() {
        for (listening, expected, others) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080/blog/", Some(None)),
            ("0.0.0.0:8080", "http://127.0.0.1:8080/blog/", None),
            ("[::]:8080", "http://[::1]:8080/blog/", None),
            (
                "192.168.1.5:80",
                "http://192.168.1.5:80/blog/",
                Some(Some("http://192.168.1.5:80/blog/")),
            ),
        ] {
            let listening: SocketAddr = listening.parse().unwrap();
            assert_eq!(local(listening, "/blog/"), expected);
            // Of an unspecified address, the machine's network decides.
            if let Some(others) = others {
                assert_eq!(for_others(listening, "/blog/").as_deref(), others);
            }
        }
    }

    #[test]
    fn an_address_is_drawn_as_a_code() {
        let drawn = code("http://192.168.1.5:8080/").unwrap();
        let widths: Vec<usize> = drawn.lines().map(|line| line.chars().count()).collect();
        // 25 modules and four of quiet on each side, two of them in a character's height.
        assert_eq!(widths, [33; 17], "\n{drawn}");
    }
}
