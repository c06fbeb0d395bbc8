//! Sending over SMTP, by lettre. Each letter has a connection of its own: one that lay idle may be dead, and letters are few beside sales.

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

/// The settings name no mail server, or no sender.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct BadMailSettings(String);

impl SmtpMailer {
    /// The mail server at `smtps://USER:PASSWORD@HOST:PORT`, or at `smtp://…`, where letters are encrypted if the server offers it (STARTTLS).
    /// `from` is the sender of all letters. Nothing is asked of the server yet.
    ///
    /// # Errors
    /// If the address or the sender cannot be read. The message never has the password.
    pub fn new(url: &str, from: &EmailAddress) -> Result<Self, BadMailSettings> {
        let encrypted_if_possible = if url.starts_with("smtp://") && !url.contains('?') { "?tls=opportunistic" } else { "" };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&format!("{url}{encrypted_if_possible}"));
        let builder = builder.map_err(|_| BadMailSettings("the mail server is smtps://USER:PASSWORD@HOST:PORT or smtp://…".to_owned()))?;
        let address = address(from.as_str()).map_err(BadMailSettings)?;
        let transport = builder.hello_name(ClientId::Domain(from.host().to_owned())).build();
        Ok(Self { transport, from: from.clone(), sender: Mailbox::new(None, address) })
    }

    /// The letter with its envelope.
    fn message(&self, mail: &Mail) -> Result<(Envelope, Message), String> {
        let to = address(mail.to.as_str())?;
        let sender = format!("{}@{}", papers::envelope_user(self.from.user(), mail.id), self.from.host());
        let envelope = Envelope::new(Some(address(&sender)?), vec![to.clone()]).map_err(|fault| fault.to_string())?;
        let kind = |kind: &str| ContentType::parse(kind).map_err(|fault| fault.to_string());
        let text = MultiPart::alternative_plain_html(mail.content.text.clone(), mail.content.html.clone());
        let mut body = MultiPart::mixed().multipart(text);
        if let Some(tickets) = &mail.tickets {
            body = body.singlepart(Attachment::new("tickets.pdf".to_owned()).body(tickets.clone(), kind("application/pdf")?));
        }
        if let Some(calendar) = &mail.calendar {
            body = body.singlepart(Attachment::new("tickets.ics".to_owned()).body(calendar.clone(), kind("text/calendar; charset=utf-8")?));
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

fn address(text: &str) -> Result<Address, String> {
    text.parse::<Address>().map_err(|fault| format!("`{text}`: {fault}"))
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailFault> {
        let (envelope, message) = self.message(mail).map_err(MailFault::Never)?;
        match self.transport.send_raw(&envelope, &message.formatted()).await {
            Ok(_) => Ok(()),
            Err(fault) if fault.is_permanent() => Err(MailFault::Never(fault.to_string())),
            Err(fault) => Err(MailFault::Later(fault.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use papers::LetterContent;
    use uuid::Uuid;

    use super::*;

    fn from() -> EmailAddress {
        "tickets@frontrow.example".parse().expect("an address")
    }

    // The transport is made for the runtime that it is used in.
    #[tokio::test]
    async fn a_letter_names_itself_in_its_message_id_and_in_the_sender_of_its_envelope() {
        let mailer = SmtpMailer::new("smtp://127.0.0.1:2525", &from()).expect("a mailer");
        let id = Uuid::from_u128(7);
        let content = LetterContent { subject: "Deine Karten: Žižek".to_owned(), text: "Hi".to_owned(), html: "<p>Hi".to_owned() };
        let to = "ada@example.com".parse().expect("an address");
        let mail = Mail { id, to, content, tickets: Some(b"%PDF".to_vec()), calendar: Some("BEGIN:VCALENDAR".to_owned()) };
        let (envelope, message) = mailer.message(&mail).expect("a message");
        let sender = envelope.from().expect("a sender").to_string();
        assert_eq!(papers::bounced_letters(&format!("To: {sender}\n")), [id]);
        let text = String::from_utf8(message.formatted()).expect("text");
        for line in [format!("Message-ID: <{id}@frontrow.example>").as_str(), "To: ada@example.com", "From: tickets@frontrow.example"] {
            assert!(text.contains(line), "{line}: {text}");
        }
        assert!(text.contains("tickets.pdf") && text.contains("tickets.ics"), "{text}");
    }

    #[test]
    fn refuses_an_address_of_no_mail_server_without_telling_the_password() {
        let fault = SmtpMailer::new("http://me:secret@mail.example", &from()).map(|_| ()).expect_err("refused").to_string();
        assert!(!fault.contains("secret"), "{fault}");
    }
}
