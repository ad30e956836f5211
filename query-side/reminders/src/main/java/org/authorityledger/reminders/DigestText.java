package org.authorityledger.reminders;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.http.Dates;
import org.authorityledger.reminders.delivery.Letter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A digest as it is sent: a plain text for people, JSON for programs. */
final class DigestText {

    /** How days are written to people. */
    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);

    private final String address;
    private final JsonMapper json;

    /** @param address under which people reach the ledger, without a slash at its end; empty: nothing is made a link */
    DigestText(String address, JsonMapper json) {
        this.address = address.strip().replaceFirst("/+$", "");
        this.json = json;
        if (!this.address.isEmpty() && !this.address.matches("https?://[!-~]+")) {
            throw new IllegalArgumentException("ledger.reminders.address must begin with https:// or http://");
        }
    }

    Letter letter(UUID messageId, Instant madeAt, Digest digest) {
        return new Letter(messageId, digest.subject(), text(digest), body(madeAt, digest));
    }

    /** The address of a page for people; null: it is not known. */
    @Nullable
    String url(@Nullable String path) {
        return address.isEmpty() || path == null ? null : address + path;
    }

    private String text(Digest digest) {
        StringBuilder text = new StringBuilder();
        if (digest.test()) {
            line(text,
                    "This is a test of the reminder \"" + digest.name() + "\". What it will say comes once a day, when something is new.");
        } else {
            line(text, digest.title() + ": " + "%,d".formatted(digest.fresh()) + " new.");
            text.append('\n');
            for (Digest.Line item : digest.items()) {
                line(text, "- " + item.text());
                link(text, "  ", item.path());
            }
            if (digest.more() > 0) {
                line(text, "and " + "%,d".formatted(digest.more()) + " more" + (url(digest.listPath()) == null ? "." : ":"));
                link(text, "  ", digest.listPath());
            } else if (url(digest.listPath()) != null) {
                text.append('\n');
                line(text, "All of them, as they are when you look:");
                link(text, "  ", digest.listPath());
            }
        }
        text.append('\n');
        digest.notes().forEach(note -> line(text, note));
        line(text, "As of " + DAY.format(digest.on()) + ", by what was recorded through " + Dates.format(digest.knownAt()) + " (position "
                + digest.position() + ").");
        line(text, "You get this since you made the reminder \"" + digest.name() + "\". There you can pause or remove it"
                + (url("/reminders") == null ? "." : ":"));
        link(text, "", "/reminders");
        return text.toString();
    }

    private void link(StringBuilder text, String indent, @Nullable String path) {
        String url = url(path);
        if (url != null) {
            text.append(indent).append(url).append('\n');
        }
    }

    /** One line each, whatever a record says. */
    private static void line(StringBuilder text, String line) {
        text.append(line.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ")).append('\n');
    }

    private String body(Instant madeAt, Digest digest) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("reminderId", digest.reminderId());
        data.put("name", digest.name());
        data.put("kind", digest.kind());
        data.put("title", digest.title());
        data.put("on", digest.on());
        data.put("knownAt", Dates.format(digest.knownAt()));
        data.put("position", digest.position());
        data.put("new", digest.fresh());
        data.put("items", digest.items().stream().map(one -> linked(one.text(), one.path())).toList());
        data.put("more", digest.more());
        if (digest.listPath() != null) {
            data.put("list", linked(null, digest.listPath()));
        }
        data.put("notes", List.copyOf(digest.notes()));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", digest.test() ? "reminder.test" : "reminder.digest");
        body.put("timestamp", Dates.format(madeAt));
        body.put("data", data);
        return json.writeValueAsString(body);
    }

    private Map<String, Object> linked(@Nullable String text, @Nullable String path) {
        Map<String, Object> linked = new LinkedHashMap<>();
        if (text != null) {
            linked.put("text", text);
        }
        if (path != null) {
            linked.put("path", path);
        }
        String url = url(path);
        if (url != null) {
            linked.put("url", url);
        }
        return linked;
    }
}
