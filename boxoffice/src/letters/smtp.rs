//! Sends letters over SMTP with lettre. Each letter uses a new connection: an idle one may be dead,
//! and letters are few compared with sales.

use async_trait::async_trait;
use domain::selling::EmailAddress;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::Envelope,
    message::{Attachment, Mailbox, MultiPart, header::ContentType},
    transport::smtp::extension::ClientId,
};
use thiserror::Error;

use super::mailer::{Mail, MailFault, Mailer};

/// A mail server.
#[derive(Debug)]
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: EmailAddress,
    sender: Mailbox,
}

/// The settings have no usable mail server or sender.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct BadMailSettings(String);

impl SmtpMailer {
    /// The mail server at `smtps://USER:PASSWORD@HOST:PORT`, or at `smtp://…`, which encrypts
    /// letters if the server offers STARTTLS. `from` is the sender of all letters. Makes no
    /// connection yet.
    ///
    /// # Errors
    /// If the address or the sender cannot be parsed. The message never has the password.
    pub fn new(url: &str, from: &EmailAddress) -> Result<Self, BadMailSettings> {
        let encrypted_if_possible = if url.starts_with("smtp://") && !url.contains('?') {
            "?tls=opportunistic"
        } else {
            ""
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&format!(
            "{url}{encrypted_if_possible}"
        ));
        let builder = builder.map_err(|_| {
            BadMailSettings(
                "the address of the mail server must be smtps://USER:PASSWORD@HOST:PORT or smtp://…"
                    .to_owned(),
            )
        })?;
        let address = address(from.as_str()).map_err(BadMailSettings)?;
        let transport = builder
            .hello_name(ClientId::Domain(from.host().to_owned()))
            .build();
        Ok(Self {
            transport,
            from: from.clone(),
            sender: Mailbox::new(None, address),
        })
    }

    /// Whether the mail server accepts the shop now: connection, encryption and password are right.
    async fn is_let_in(&self) -> bool {
        self.transport.test_connection().await.unwrap_or(false)
    }

    /// The letter with its envelope.
    fn message(&self, mail: &Mail) -> Result<(Envelope, Message), String> {
        let to = address(mail.to.as_str())?;
        let sender = format!(
            "{}@{}",
            papers::envelope_user(self.from.user(), mail.id),
            self.from.host()
        );
        let envelope = Envelope::new(Some(address(&sender)?), vec![to.clone()])
            .map_err(|fault| fault.to_string())?;
        let text =
            MultiPart::alternative_plain_html(mail.content.text.clone(), mail.content.html.clone());
        let mut body = MultiPart::mixed().multipart(text);
        for file in &mail.enclosed {
            let kind = ContentType::parse(file.kind).map_err(|fault| fault.to_string())?;
            body = body
                .singlepart(Attachment::new(file.name.to_owned()).body(file.bytes.clone(), kind));
        }
        let message = Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.content.subject.clone())
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.host())))
            .date_now()
            .multipart(body)
            .map_err(|fault| fault.to_string())?;
        Ok((envelope, message))
    }
}

/// The codes with which mail servers refuse an address or the content of a letter.
const REFUSALS: [u16; 7] = [501, 550, 551, 552, 553, 554, 555];

/// Enhanced codes for refusals that concern the shop: it may not send there, must sign in first, or
/// has a sender that the server does not accept (RFC 3463).
const OF_THE_SHOP: [&str; 3] = [": 5.7.", ": 5.1.7", ": 5.1.8"];

/// Whether the mail server may have refused this letter, by the code and the text of its answer. It
/// may instead have refused the connection at the greeting: lettre does not tell which.
fn may_be_final(code: u16, told: &str) -> bool {
    REFUSALS.contains(&code) && !OF_THE_SHOP.iter().any(|mark| told.contains(mark))
}

fn address(text: &str) -> Result<Address, String> {
    text.parse::<Address>()
        .map_err(|fault| format!("`{text}`: {fault}"))
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailFault> {
        let (envelope, message) = self.message(mail).map_err(MailFault::Never)?;
        let Err(fault) = self
            .transport
            .send_raw(&envelope, &message.formatted())
            .await
        else {
            return Ok(());
        };
        let (code, told) = (fault.status(), fault.to_string());
        // A wrong password must not end the retries of every letter.
        let is_final =
            code.is_some_and(|code| may_be_final(code.into(), &told)) && self.is_let_in().await;
        Err(if is_final {
            MailFault::Never(told)
        } else {
            MailFault::Later(told)
        })
    }
}

#[cfg(test)]
mod tests {
    use papers::LetterContent;
    use tokio::{
        io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
        net::{TcpListener, TcpStream},
    };
    use uuid::Uuid;

    use super::*;
    use crate::letters::Enclosure;

    fn from() -> EmailAddress {
        "tickets@frontrow.example".parse().expect("an address")
    }

    // The transport is bound to the runtime that creates it.
    #[tokio::test]
    async fn a_letter_has_its_number_in_its_message_id_and_in_its_envelope_sender() {
        let mailer = SmtpMailer::new("smtp://127.0.0.1:2525", &from()).expect("a mailer");
        let id = Uuid::from_u128(7);
        let content = LetterContent {
            subject: "Deine Karten: Žižek".to_owned(),
            text: "Hi".to_owned(),
            html: "<p>Hi".to_owned(),
        };
        let to = "ada@example.com".parse().expect("an address");
        let file = |name, kind, text: &str| Enclosure {
            name,
            kind,
            bytes: text.as_bytes().to_vec(),
        };
        let enclosed = vec![
            file("tickets.pdf", "application/pdf", "%PDF"),
            file(
                "tickets.ics",
                "text/calendar; charset=utf-8",
                "BEGIN:VCALENDAR",
            ),
        ];
        let mail = Mail {
            id,
            to,
            content,
            enclosed,
        };
        let (envelope, message) = mailer.message(&mail).expect("a message");
        let sender = envelope.from().expect("a sender").to_string();
        assert_eq!(papers::bounced_letters(&format!("To: {sender}\n")), [id]);
        let text = String::from_utf8(message.formatted()).expect("text");
        for line in [
            format!("Message-ID: <{id}@frontrow.example>").as_str(),
            "To: ada@example.com",
            "From: tickets@frontrow.example",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
        assert!(
            text.contains("tickets.pdf") && text.contains("tickets.ics"),
            "{text}"
        );
    }

    /// The prefix of a command, and the answer. The first answer comes with the connection.
    type Script = &'static [(&'static str, &'static str)];

    const USUAL: Script = &[
        ("connect", "220 ready"),
        ("EHLO", "250-ready\r\n250 AUTH PLAIN"),
        ("AUTH", "235 come in"),
    ];

    async fn converse(stream: TcpStream, script: Script) -> std::io::Result<()> {
        let (reading, mut writing) = stream.into_split();
        let (mut lines, mut command) = (BufReader::new(reading).lines(), "connect".to_owned());
        loop {
            let answer = script
                .iter()
                .chain(USUAL)
                .find(|(begin, _)| command.starts_with(begin))
                .map_or("250 fine", |(_, answer)| *answer);
            writing
                .write_all(format!("{answer}\r\n").as_bytes())
                .await?;
            let Some(next) = lines.next_line().await? else {
                return Ok(());
            };
            command = next;
        }
    }

    /// The result of sending to a mail server with these answers. It accepts everything else, up to
    /// the text of the letter.
    async fn sent_to(script: Script) -> Result<(), MailFault> {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!(
            "smtp://me:secret@{}",
            listener.local_addr().expect("an address")
        );
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, script));
            }
        });
        let content = LetterContent {
            subject: "Tickets".to_owned(),
            text: "Hi".to_owned(),
            html: "<p>Hi".to_owned(),
        };
        let mail = Mail {
            id: Uuid::from_u128(7),
            to: "ada@example.com".parse().expect("an address"),
            content,
            enclosed: Vec::new(),
        };
        let sent = SmtpMailer::new(&url, &from())
            .expect("a mailer")
            .send(&mail)
            .await;
        server.abort();
        sent
    }

    #[tokio::test]
    async fn only_a_refusal_of_the_letter_or_its_address_is_final() {
        let refusals: [Script; 3] = [
            &[("RCPT", "550 no such user")],
            &[("RCPT", "553 5.1.3 not an address")],
            &[("DATA", "554 5.6.0 we do not take this")],
        ];
        for script in refusals {
            let sent = sent_to(script).await;
            assert!(
                matches!(sent, Err(MailFault::Never(_))),
                "{script:?}: {sent:?}"
            );
        }
    }

    #[tokio::test]
    async fn letters_are_retried_while_a_mail_server_rejects_the_shop() {
        let faults: [Script; 8] = [
            &[("connect", "554 go away")],
            &[("AUTH", "535 5.7.8 wrong password")],
            &[("AUTH", "534 5.7.9 too weak")],
            &[("AUTH", "554 we do not know you")],
            &[("MAIL", "530 5.7.0 sign in first")],
            &[("MAIL", "553 5.1.8 no such sender")],
            &[("RCPT", "550 5.7.1 you may not send there")],
            &[("RCPT", "450 greylisted")],
        ];
        for script in faults {
            let sent = sent_to(script).await;
            assert!(
                matches!(sent, Err(MailFault::Later(_))),
                "{script:?}: {sent:?}"
            );
        }
    }

    #[test]
    fn refuses_an_address_that_is_not_of_a_mail_server_and_hides_the_password() {
        let fault = SmtpMailer::new("http://me:secret@mail.example", &from())
            .map(|_| ())
            .expect_err("refused")
            .to_string();
        assert!(!fault.contains("secret"), "{fault}");
    }
}
