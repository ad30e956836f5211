package org.authorityledger.reminders.delivery;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends mail by the server of {@code spring.mail.*}; off where none is set, or nothing says from whom mail comes. */
public final class Mailer {

    private static final String TIMEOUT = "10000";
    private static final int LONGEST_ADDRESS = 254;

    private final @Nullable JavaMailSender sender;
    private final String from;
    private final Set<String> domains;

    /**
     * @param sender null: no server is set
     * @param from the address that mail comes from; empty: none is set
     * @param domains to whose addresses mail may go, in lower case; empty: to any
     */
    public Mailer(@Nullable JavaMailSender sender, String from, List<String> domains) {
        this.sender = sender;
        this.from = from.strip();
        this.domains = domains.stream().map(domain -> domain.strip().toLowerCase(Locale.ROOT)).filter(domain -> !domain.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (!this.from.isEmpty() && address(this.from) == null) {
            throw new IllegalArgumentException("ledger.reminders.mail.from is not an address: " + this.from);
        }
        if (sender instanceof JavaMailSenderImpl server) {
            bound(server.getJavaMailProperties());
        }
    }

    /** A server that says nothing must not be waited for without end, as it would be by default. */
    private static void bound(Properties properties) {
        for (String protocol : List.of("smtp", "smtps")) {
            for (String what : List.of("connectiontimeout", "timeout", "writetimeout")) {
                properties.putIfAbsent("mail." + protocol + "." + what, TIMEOUT);
            }
        }
    }

    /** Whether mail can be sent. */
    public boolean on() {
        return sender != null && !from.isEmpty();
    }

    /** Why no mail can be sent; null: it can. */
    public @Nullable String off() {
        return on()
                ? null
                : sender == null
                        ? "Mail is off: no server is set (spring.mail.host)."
                        : "Mail is off: nothing says from which address it comes (ledger.reminders.mail.from).";
    }

    /**
     * Refuses an address to which no mail can or may go.
     *
     * @throws Problem if it is not one address, is of another domain than those that are set, or mail is off
     */
    public void require(String to) {
        String off = off();
        if (off != null) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "MAIL_NOT_SET_UP", off, List.of(new Problem.Fault("to", off)));
        }
        if (address(to) == null) {
            throw Problem.malformed("to", "is not a mail address, such as jane.doe@example.com");
        }
        if (!mayGo(to)) {
            throw Problem.malformed("to", "mail goes to addresses of " + String.join(", ", domains.stream().sorted().toList()) + " only");
        }
    }

    private boolean mayGo(String to) {
        return domains.isEmpty() || domains.contains(to.substring(to.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
    }

    /** One plain address; null: it is something else. */
    private static @Nullable InternetAddress address(String text) {
        try {
            if (text.length() > LONGEST_ADDRESS || !text.matches("[!-~]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")
                    || text.matches(".*[<>(),;:\"].*")) {
                return null;
            }
            InternetAddress address = new InternetAddress(text, true);
            return address.getAddress().equals(text) ? address : null;
        } catch (AddressException e) {
            return null;
        }
    }

    /** Tries to send. What the server answers is not kept, only that it refused. */
    Outcome send(String to, Letter letter) {
        JavaMailSender server = sender;
        if (server == null || !on()) {
            return Outcome.failed("mail is off");
        }
        if (!mayGo(to)) {
            return Outcome.refused("the address is of a domain to which no mail may go");
        }
        try {
            MimeMessage message = server.createMimeMessage();
            MimeMessageHelper mail = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
            mail.setFrom(from);
            mail.setTo(to);
            mail.setSubject(line(letter.subject()));
            mail.setText(letter.text());
            mail.setSentDate(new Date());
            // The same at each attempt: a mail program then shows a second one as the same.
            message.setHeader("Message-ID", "<" + letter.messageId() + from.substring(from.lastIndexOf('@')) + ">");
            message.setHeader("Auto-Submitted", "auto-generated");
            server.send(message);
            return Outcome.done("handed to the mail server");
        } catch (MailException | MessagingException e) {
            return Outcome.failed(why(e));
        }
    }

    /** A subject with a line break could end the headers. Names have none; this is the last look. */
    static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static String why(Exception failure) {
        Throwable cause = failure instanceof MailSendException several && several.getMessageExceptions().length > 0
                ? several.getMessageExceptions()[0]
                : failure;
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof AuthenticationFailedException) {
                return "the mail server refused the name and password";
            }
            if (one instanceof SendFailedException) {
                return "the mail server refused the address or the message";
            }
            if (one instanceof java.net.SocketTimeoutException) {
                return "the mail server did not answer in time";
            }
            if (one instanceof java.io.IOException) {
                return "the mail server cannot be reached (" + one.getClass().getSimpleName() + ")";
            }
        }
        return "the mail server cannot be reached or refused (" + cause.getClass().getSimpleName() + ")";
    }
}
