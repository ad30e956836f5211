package org.authorityledger.documents.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.text.Words;
import org.jspecify.annotations.Nullable;

/** Who signed the paper: the signatures at its end, the names printed under them, and for entities those who sign for them. */
final class Signatures {

    private static final Pattern SIGNED = Pattern.compile("(?:/ ?[sS] ?/|(?<![\\w/])s/)[ _]*");
    private static final Pattern PRINTED = Pattern.compile("(?i)\\b(?:print(?:ed)? name|name(?: \\(print\\))?|typed name)[ :_]+");
    private static final Pattern TITLE = Pattern.compile("(?i)\\b(?:title|its|capacity) ?: ?");
    private static final Pattern FOREIGN = Pattern.compile(
            "(?i)notary|sworn to|subscribed and sworn|acknowledged before|personally appeared|\\bwitness(?:es|ed by)?\\b ?:?$"
                    + "|accepted (?:and agreed|by)|attest");
    private static final Pattern BY = Pattern.compile("\\b(?:By|BY) ?: ?");
    private static final Pattern ENTITY_TAIL = Pattern.compile("(" + Names.COMPANY
            + "|(?:The )?\\p{Lu}[\\p{L}'.&-]*(?: (?:&|and|of|the|\\p{Lu}[\\p{L}\\p{N}'.&-]*|\\d+)){0,9} (?:Trust|TRUST|Foundation"
            + "|FOUNDATION|Partnership|PARTNERSHIP)"
            + "(?: (?:dated|u/a/d|DATED) [\\w ,/]{4,20})?),?(?: (?:a|an) [\\w ]{4,40})? ?$");
    private static final Pattern ROLE = Pattern.compile(
            "(?i),? (?:(?:its|as|the) )?((?:sole |managing )?(?:general partner|managing member|manager|trustee|sole member"
                    + "|investment manager|investment adviser|investment advisor))(?: of [^,]{3,60})? ?,? ?$");
    private static final Pattern LETTER = Pattern
            .compile("(?i)\\b(?:very truly yours|sincerely(?: yours)?|yours truly|respectfully|regards),? ?");

    private final Words words;
    private final String line;

    Signatures(Words words) {
        this.words = words;
        this.line = words.line();
    }

    /** One who signs for another: an entity's officer, its general partner, the partner's manager. */
    record Link(String entity, String signatory, boolean signatoryIsEntity, @Nullable String title, Found<?> at) {}

    /**
     * One signature.
     *
     * @param grantor who gives the power: the one who signed, or the entity for which they did
     * @param signer who signed, as printed under the signature where it is
     * @param chain from the entity to the person who signed
     */
    record Signature(Found<String> grantor, boolean entity, String signer, int start, int end, List<Link> chain) {}

    /** All signatures of those who give the power; those of witnesses and notaries are left out. */
    List<Signature> read() {
        List<Signature> signatures = new ArrayList<>();
        Matcher matcher = SIGNED.matcher(line);
        int lastEnd = 0;
        while (matcher.find()) {
            Signature signature = at(matcher.start(), matcher.end(), lastEnd);
            if (signature != null) {
                signatures.add(signature);
                lastEnd = signature.end();
            }
        }
        if (signatures.isEmpty()) {
            Signature unsigned = unsigned();
            if (unsigned != null) {
                signatures.add(unsigned);
            }
        }
        return signatures;
    }

    private @Nullable Signature at(int mark, int from, int lastEnd) {
        String before = line.substring(Math.max(lastEnd, mark - 60), mark);
        String after = line.substring(from, Math.min(line.length(), from + 160));
        if (FOREIGN.matcher(before.strip()).find() || Pattern.compile("(?i)^[^/]{0,60}\\bnotary public").matcher(after).find()) {
            return null;
        }
        int length = Names.personAt(line, from, Math.min(words.nextBreak(from), from + 80));
        int next = nextSigned(from);
        int end = from + length;
        Found<String> printed = printed(end, next);
        if (length == 0 && printed == null) {
            return null;
        }
        Found<String> signed = length == 0 ? null : Found.sure(line.substring(from, end), from, end, "signature-conformed");
        Found<String> name = better(signed, printed);
        int to = Math.max(end, printed == null ? 0 : printed.end());
        String title = title(to, next);
        return withEntities(name, title, mark, to, lastEnd, next);
    }

    private int nextSigned(int from) {
        Matcher matcher = SIGNED.matcher(line);
        return matcher.find(from) ? matcher.start() : line.length();
    }

    private static Found<String> better(@Nullable Found<String> signed, @Nullable Found<String> printed) {
        if (signed == null) {
            return java.util.Objects.requireNonNull(printed);
        }
        return printed != null && Names.alike(signed.value(), printed.value()) ? printed : signed;
    }

    /** The name printed under a signature, by its label or on the line below. */
    private @Nullable Found<String> printed(int from, int next) {
        int to = Math.min(next, from + 200);
        Matcher label = PRINTED.matcher(line).region(from, Math.max(from, to));
        if (label.find()) {
            int length = Names.personAt(line, label.end(), Math.min(words.nextBreak(label.end()), to));
            if (length > 0) {
                return Found.sure(line.substring(label.end(), label.end() + length), label.end(), label.end() + length, "name-printed");
            }
        }
        Matcher start = Pattern.compile("[ _,()-]*(?:Signature[ _]*)?(?:(?:Name|By) ?: ?)?").matcher(line).region(from, Math.max(from, to));
        int at = start.lookingAt() ? start.end() : from;
        int length = at >= to ? 0 : Names.personAt(line, at, Math.min(words.nextBreak(at), to));
        return length == 0 ? null : Found.sure(line.substring(at, at + length), at, at + length, "name-printed");
    }

    private @Nullable String title(int from, int next) {
        int to = Math.min(next, from + 160);
        Matcher label = TITLE.matcher(line).region(from, Math.max(from, to));
        if (label.find()) {
            int end = Math.min(words.nextBreak(label.end()), to);
            String words = line.substring(label.end(), end).replaceAll("(?i)[ ,]*\\b(?:date|dated|by|name|address|the|in)\\b.*$", "")
                    .strip();
            return words.isEmpty() || words.length() > 80 || !Names.title(words) ? null : words;
        }
        Matcher plain = Pattern.compile("[ _,]*([A-Z][^:_/]{2,60})").matcher(line).region(from,
                Math.max(from, Math.min(to, words.nextBreak(Math.min(from + 2, line.length())))));
        if (plain.lookingAt() && Names.title(plain.group(1)) && !plain.group(1).matches("(?i).*\\b(?:state|county|date)\\b.*")) {
            return plain.group(1).strip();
        }
        return null;
    }

    private Signature withEntities(Found<String> name, @Nullable String title, int mark, int end, int lastEnd, int next) {
        Signature own = new Signature(name, false, name.value(), mark, end, List.of());
        int from = Math.max(lastEnd, mark - 500);
        String region = line.substring(from, mark);
        Matcher by = BY.matcher(region);
        List<Integer> cuts = new ArrayList<>();
        List<Integer> resumes = new ArrayList<>();
        while (by.find()) {
            cuts.add(by.start());
            resumes.add(by.end());
        }
        if (cuts.isEmpty() || !region.substring(resumes.getLast()).isBlank()) {
            return own;
        }
        Found<String> top = entityBefore(from, from + cuts.getFirst());
        if (top == null) {
            return own;
        }
        List<Link> chain = new ArrayList<>();
        String holder = top.value();
        for (int i = 0; i + 1 < cuts.size(); i++) {
            String piece = region.substring(resumes.get(i), cuts.get(i + 1)).strip();
            Matcher role = ROLE.matcher(piece);
            String as = role.find() ? role.group(1) : null;
            String entity = as == null ? piece.replaceAll("[, ]+$", "") : piece.substring(0, role.start()).replaceAll("[, ]+$", "");
            if (!Names.entity(entity)) {
                return own;
            }
            chain.add(
                    new Link(holder, entity, true, as, Found.sure(entity, from + resumes.get(i), from + cuts.get(i + 1), "signs-through")));
            holder = entity;
        }
        chain.add(new Link(holder, name.value(), false, title, name));
        return new Signature(top, true, name.value(), mark, end, chain);
    }

    /** The entity that stands directly before the first "By:". */
    private @Nullable Found<String> entityBefore(int from, int to) {
        int end = to;
        while (end > from && " _".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = Math.max(from, words.lineStart(end));
        String own = line.substring(start, end).strip();
        if (own.length() > 2 && own.length() <= 120 && Names.entity(own) && own.equals(own.replaceFirst("^.*(?:\\d{4}|date[d:]).*$", ""))) {
            String clean = own.replaceAll("[,:]+$", "");
            return Found.sure(clean, start, end, "entity-above-by");
        }
        Matcher tail = ENTITY_TAIL.matcher(line.substring(from, end));
        if (tail.find()) {
            return Found.likely(tail.group(1).strip(), from + tail.start(1), from + tail.end(1), "entity-before-by");
        }
        return null;
    }

    /** A signature by hand of which only the printed name is text. */
    private @Nullable Signature unsigned() {
        Matcher witness = Pattern.compile("(?i)in witness whereof|very truly yours|sincerely").matcher(line);
        int from = -1;
        while (witness.find()) {
            from = witness.end();
        }
        if (from < 0) {
            return null;
        }
        Matcher label = PRINTED.matcher(line).region(from, line.length());
        if (label.find()) {
            int length = Names.personAt(line, label.end(), Math.min(line.length(), words.nextBreak(label.end())));
            if (length > 0) {
                Found<String> name = Found.likely(line.substring(label.end(), label.end() + length), label.end(), label.end() + length,
                        "name-printed");
                return withEntities(name, title(name.end(), line.length()), label.start(), name.end(), Math.max(0, from), line.length());
            }
        }
        for (int at = words.nextBreak(from); at < line.length() - 3; at = words.nextBreak(at + 1)) {
            Matcher start = Pattern.compile("[ _]*").matcher(line).region(at, line.length());
            int begin = start.lookingAt() ? start.end() : at;
            int stop = Math.min(line.length(), words.nextBreak(begin));
            int length = begin >= stop ? 0 : Names.personAt(line, begin, stop);
            if (length > 0) {
                return new Signature(Found.likely(line.substring(begin, begin + length), begin, begin + length, "name-under-the-signature"),
                        false,
                        line.substring(begin, begin + length), begin, begin + length, List.of());
            }
        }
        return null;
    }

    /** Where a letter closes, or -1. */
    static int closing(String line) {
        Matcher matcher = LETTER.matcher(line);
        return matcher.find() ? matcher.start() : -1;
    }
}
