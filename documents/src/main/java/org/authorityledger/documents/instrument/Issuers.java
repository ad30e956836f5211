package org.authorityledger.documents.instrument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.text.Words;
import org.jspecify.annotations.Nullable;

/** Whose securities the power is about. */
final class Issuers {

    private static final Pattern DEFINED = Pattern.compile(
            "\\((?:hereinafter,? |hereafter,? |together[^)]{0,60}|collectively,? "
                    + "|individually,? )?(?:referred to as )?(?:the )?\"(?:the )?([^\"]{2,40})\"?\\)|\\(the (Company|Corporation|Issuer)\\)");
    private static final String CAPS = "(?:The )?\\p{Lu}[\\p{L}\\p{N}'.&!-]*(?:,? (?:&|and|of|the|for|\\p{Lu}[\\p{L}\\p{N}'.&!-]*"
            + "|\\d+(?![\\p{L}\\d]))){0,12}";
    private static final Pattern BEFORE = Pattern
            .compile("(?:(?:\\b(?:of|by|with|in|at|for|from|to|that)|,) |^)((?:" + CAPS
                    + "))(,? (?:an?|and its|its|including its|together with its|or any of its)[^()]{0,60}?(?:corporation|company"
                    + "|partnership|association|trust|bank|subsidiaries|affiliates|successors)(?: (?:and|or) [a-z]+)?)?,? ?$");
    private static final Pattern NAMED = Pattern.compile(
            "(?:\\b(?i:securities|stock|shares)(?: issued)? (?i:of|by|in) |\\b(?i:with respect to|with regard to|relating to|regarding"
                    + "|in respect of|concerning) |\\b(?:[Oo]fficer|[Dd]irector|[Ss]tockholder|[Ss]hareholder|[Oo]wner|[Hh]older|[Bb]oth"
                    + "|OFFICER|DIRECTOR|capacity)(?:s)?,?(?:,? or both,)? (?:of|OF) )("
                    + Names.COMPANY + ")");
    private static final Pattern ANY = Pattern.compile(
            "(?i)\\b(?:securities (?:of|issued by)|officer(?: and/or director)? of|with respect to) (?:any(?: and all)?|each|every"
                    + "|all) (?:public(?:ly[- ](?:traded|held))? )?(?:compan(?:y|ies)|issuers?|entit(?:y|ies)|corporations?)\\b(?! (?:named"
                    + "|listed|set forth|described|below))");
    private static final Pattern UNDEFINED = Pattern.compile("\\bthe (?:Company|Corporation|Issuer)\\b|\\bthe COMPANY\\b");
    private static final Pattern AFFILIATES = Pattern.compile(
            "(?i)\\b(?:and|or|and/or|any of|with) (?:any of |each of )?(?:its|their|the company's) (?:\\w+ )?(?:affiliates|subsidiaries"
                    + "|successors|affiliated)");
    private static final Pattern NO_ISSUER = Pattern.compile(
            "(?i)securities and exchange commission|exchange act|securities act|stock exchange|nasdaq|united states|\\bstate\\b|commission"
                    + "|\\bsection\\b|power of attorney|law firm|^SEC$|^NYSE$|undersigned|attorney|EDGAR");

    private final Words words;
    private final String line;

    Issuers(Words words) {
        this.words = words;
        this.line = words.line();
    }

    /** Names of defined terms, in lower case, and what they stand for. */
    Map<String, Found<String>> defined() {
        Map<String, Found<String>> terms = new LinkedHashMap<>();
        Matcher matcher = DEFINED.matcher(line);
        while (matcher.find()) {
            String term = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            int from = Math.max(0, matcher.start() - 220);
            for (int at = from; at < matcher.start(); at++) {
                if ("();:".indexOf(line.charAt(at)) >= 0) {
                    from = at + 1;
                }
            }
            Found<String> company = companyBefore(from, matcher.start());
            if (company != null && !NO_ISSUER.matcher(company.value()).find()) {
                terms.putIfAbsent(term.toLowerCase(java.util.Locale.ROOT).replaceAll("[,.]$", ""), company);
            }
        }
        return terms;
    }

    private @Nullable Found<String> companyBefore(int from, int to) {
        String before = line.substring(from, to);
        Matcher exact = Pattern.compile(".*(?<![\\p{L}&])(" + Names.COMPANY
                + ")(,? (?:an?|and its|its|including its|together with its|or any of its)[^()]{0,60}?(?:corporation|company|partnership"
                + "|association|trust|bank|subsidiaries|affiliates|successors)(?: (?:and|or) [a-z]+)?)? ?,? ?$")
                .matcher(before);
        Matcher plain = BEFORE.matcher(before);
        // Trim what belongs to the sentence and not to the name.
        String name = null;
        int start = 0;
        if (plain.find()) {
            name = plain.group(1);
            start = plain.start(1);
        }
        if (name == null || !Names.entity(name) && exact.matches()) {
            if (!exact.matches()) {
                return null;
            }
            name = exact.group(1);
            start = exact.start(1);
        }
        Matcher lead = Pattern.compile("^.*\\b(?:of|by|that|Director|Officer|Secretary|President|Counsel|the undersigned) (?=\\p{Lu})")
                .matcher(name);
        if (lead.find() && Names.title(lead.group())) {
            start += lead.end();
            name = name.substring(lead.end());
        }
        return name.length() < 2 || name.matches("(?:,? ?" + Names.ENTITY_SUFFIX + ")+") || name.length() > 100
                ? null
                : Found.sure(name, from + start, from + start + name.length(), "defined-term");
    }

    /** The issuers named; empty where the paper names none. */
    List<Found<String>> named(Map<String, Found<String>> terms, Appointment appointment) {
        List<Found<String>> issuers = new ArrayList<>();
        terms.forEach((term, company) -> {
            boolean employer = within(company, appointment) && !isAbout(term, appointment.end());
            if (!employer && !term.matches(
                    "(?i)commission|sec|exchange act|act|attorneys?.*|agents?.*|grantor|reporting persons?|principal|fund|partnership"
                            + "|adviser|advisor|firm|manager|trust|trustee|poa|power.*|employer")) {
                add(issuers, company);
            }
        });
        Matcher matcher = NAMED.matcher(line);
        while (matcher.find()) {
            String name = matcher.group(1);
            boolean employer = matcher.start() > appointment.start() && matcher.end() <= appointment.end();
            if (!employer && !NO_ISSUER.matcher(name).find() && !name.matches("(?i)(?:the )?(?:company|corporation).*")) {
                add(issuers, Found.sure(name, matcher.start(1), matcher.end(1), "issuer-by-office-or-securities"));
            }
        }
        return issuers;
    }

    private static boolean within(Found<String> company, Appointment appointment) {
        return company.start() > appointment.start() && company.end() <= appointment.end();
    }

    /** A company that is named only as the employer of an attorney is the issuer where its securities or offices are spoken of too. */
    private boolean isAbout(String term, int from) {
        String quoted = Pattern.quote(term);
        return Pattern.compile("(?i)\\b(?:securities|stock|shares|officer|director|owner|holder)\\b[^.;]{0,60}\\b(?:of|by|in) (?:the )?"
                + quoted + "\\b|\\b" + quoted
                + "(?:'s)? (?:securities|stock|shares)").matcher(line).find(from);
    }

    private static void add(List<Found<String>> issuers, Found<String> found) {
        String name = found.value().replaceFirst("^(?:SECURITIES|STOCK|SHARES|OFFICER|DIRECTOR) OF ", "")
                .replaceFirst("(?i)(?<=corporation|company|incorporated|limited|llc|llp|plc)\\.$", "");
        Found<String> company = new Found<>(name, found.start(), found.end(), found.confidence(), found.rule());
        String key = key(company.value());
        if (issuers.stream().noneMatch(other -> key(other.value()).equals(key))) {
            issuers.add(company);
        }
    }

    private static String key(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replaceAll("^the ", "").replaceAll("[^a-z0-9]+", " ").strip();
    }

    /** That it is for every issuer. */
    @Nullable
    Found<String> any() {
        Matcher matcher = ANY.matcher(line);
        return matcher.find() ? Found.sure("ANY", matcher.start(), matcher.end(), "any-issuer") : null;
    }

    /** That it speaks of "the Company" and does not say which. */
    @Nullable
    Found<String> undefined() {
        Matcher matcher = UNDEFINED.matcher(line);
        return matcher.find() ? Found.likely(matcher.group(), matcher.start(), matcher.end(), "the-company") : null;
    }

    /** That it is for affiliates too. */
    @Nullable
    Found<String> affiliates() {
        Matcher matcher = AFFILIATES.matcher(line);
        return matcher.find() ? Found.likely(matcher.group(), matcher.start(), matcher.end(), "affiliates") : null;
    }

    Words words() {
        return words;
    }
}
