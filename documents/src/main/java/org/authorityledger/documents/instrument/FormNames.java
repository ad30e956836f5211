package org.authorityledger.documents.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.events.Form;
import org.authorityledger.events.Regime;

/** The forms that a clause names, as clauses write them: {@code Forms 3, 4 and 5}, {@code Schedule 13D or 13G}, {@code Form ID}. */
final class FormNames {

    private static final String ITEM = "\"?(?:144|13F(?:-?(?:HR|NT))?|13H|3|4|5|ID|13[DG]|D|S-\\d{1,2}|F-\\d{1,2}|N-\\d\\w?|\\d{1,2}-[KQ]|20-F|40-F)"
            + "(?:/A)?\"?(?:'?s)?(?![\\w-])";
    private static final String BETWEEN = "(?: ?[,/&;] ?(?:and/or |and |or |& )?| ?and/or | ?and | ?or )"
            + "(?:any |the |on |a )?(?:SEC )?(?:forms? |schedules? |sch\\. )?";
    private static final Pattern FORMS = Pattern
            .compile("(?i)\\bf[o0](?:rm|rrn|rn)(?:\\(s\\)|s|'s)?:? ?(?:Nos?\\. )?(" + ITEM + "(?:" + BETWEEN + ITEM + "){0,20})");
    private static final Pattern SCHEDULES = Pattern
            .compile("(?i)\\bsch(?:edules?|eds?\\.?|\\.)(?:\\(s\\))? ?((?:13 ?-? ?)?[DG](?:s|/A|'s)?(?![\\w-])"
                    + "(?:(?: ?[,/&] ?(?:and/or |and |or )?| ?and/or | and | or )(?:any |a |on )?(?:schedules? )?(?:13 ?-? ?)?[DG](?:s|/A"
                    + "|'s)?(?![\\w-])){0,8})");
    private static final Pattern ONE = Pattern
            .compile("(?i)144|13F(?:-?(?:HR|NT))?|13H|\\bID\\b|13 ?-? ?[DG]|S-\\d{1,2}|F-\\d{1,2}|N-\\d\\w?"
                    + "|\\d{1,2}-[KQ]|20-F|40-F|\\bD\\b|\\bG\\b|(?<!\\d)[345](?!\\d)");
    private static final String AUTHORITIES = "(?:HUD|IRS|VA|SSA|DMV|DOT|USCIS|INS|DOL|DOJ|FAA|FCC|FDA|EPA|FDIC|OCC|CFTC|NFA|FINRA|FERC|OGE|GSA"
            + "|USPTO|PTO"
            + "|BEA|Treasury|Internal Revenue(?: Service)?|Medicare|Customs|[Ss]tate|[Tt]ax|[Ii]ncome [Tt]ax)";
    private static final Pattern OTHER_AUTHORITY = Pattern.compile("\\b" + AUTHORITIES + " $");
    private static final Pattern AUTHORITY_AFTER = Pattern
            .compile(
                    "^ (?:of|with|to|issued by) the (?:HUD|IRS|Internal Revenue|Department of|Social Security|Federal Communications|Veterans)\\b");
    private static final int REACH = 60;
    private static final Pattern BARE_SCHEDULE = Pattern.compile("(?<![\\w-])13[DG](?:/A)?(?![\\w-])");
    private static final Pattern SECTION_16 = Pattern.compile("(?i)\\bsections? 16(?:\\(a\\))?(?!\\d)(?! ?of the (?:Internal|Code))");
    private static final Pattern SECTION_13 = Pattern.compile(
            "(?i)\\bsections? 13(?:\\([dg]\\))?(?!\\d|\\([fh]|,? (?:or|and) 15|,? and/or 15)|\\bsections? 16(?:\\(a\\))? (?:and|or|and/or) 13\\b");
    private static final Pattern RULE_144 = Pattern.compile("(?i)\\brule 144\\b");
    private static final Pattern BOTH = Pattern
            .compile("(?i)\\bsections? 13(?:\\([dg]\\))?(?: (?:and|or|and/or)|,) ?(?:13\\(g\\),? (?:and|or) )?(?:section )?16\\b");

    private FormNames() {}

    /** The forms named in this stretch of the line, each mention apart. */
    static List<Found<TreeSet<Form>>> in(String line, int from, int to) {
        List<Found<TreeSet<Form>>> mentions = new ArrayList<>();
        collect(line, FORMS.matcher(line).region(from, to), false, mentions, "forms-by-number");
        collect(line, SCHEDULES.matcher(line).region(from, to), true, mentions, "schedules-by-letter");
        Matcher bare = BARE_SCHEDULE.matcher(line).region(from, to);
        while (bare.find()) {
            if (mentions.stream().noneMatch(other -> other.start() <= bare.start() && bare.end() <= other.end())) {
                mentions.add(Found.sure(new TreeSet<>(List.of(form(bare.group(), true))), bare.start(), bare.end(), "schedules-by-letter"));
            }
        }
        mentions.sort(java.util.Comparator.comparingInt(Found::start));
        return mentions;
    }

    /** All forms named in this stretch. */
    static TreeSet<Form> all(String line, int from, int to) {
        TreeSet<Form> forms = new TreeSet<>();
        in(line, from, to).forEach(mention -> forms.addAll(mention.value()));
        return forms;
    }

    /** The regimes whose sections this stretch names, where it names no form: "reports under Section 16". */
    static TreeSet<Regime> sections(String line, int from, int to) {
        TreeSet<Regime> regimes = new TreeSet<>();
        boolean both = BOTH.matcher(line).region(from, to).find();
        if (both || SECTION_16.matcher(line).region(from, to).find()) {
            regimes.add(Regime.SECTION_16);
        }
        if (both || SECTION_13.matcher(line).region(from, to).find()) {
            regimes.add(Regime.SECTION_13);
        }
        if (RULE_144.matcher(line).region(from, to).find()) {
            regimes.add(Regime.RULE_144);
        }
        return regimes;
    }

    /** Whether the form that is named here is of another authority, such as a Form 4 of the tax office. */
    private static boolean ofAnotherAuthority(String line, Matcher named) {
        return OTHER_AUTHORITY.matcher(line.substring(Math.max(0, named.start() - REACH), named.start())).find()
                || AUTHORITY_AFTER.matcher(line.substring(named.end(), Math.min(line.length(), named.end() + REACH))).find();
    }

    private static void collect(String line, Matcher matcher, boolean schedules, List<Found<TreeSet<Form>>> mentions, String rule) {
        while (matcher.find()) {
            if (ofAnotherAuthority(line, matcher)) {
                continue;
            }
            TreeSet<Form> forms = new TreeSet<>();
            Matcher one = ONE.matcher(matcher.group(1));
            while (one.find()) {
                String name = one.group().toUpperCase(Locale.ROOT).replaceAll("(?<=13) ?-? ?(?=[DG])", "");
                if (name.startsWith("13F") && name.length() == 3) {
                    forms.add(Form.of("13F-HR"));
                    forms.add(Form.of("13F-NT"));
                } else {
                    forms.add(form(name, schedules));
                }
            }
            if (!forms.isEmpty()) {
                mentions.add(Found.sure(forms, matcher.start(), matcher.end(), rule));
            }
        }
    }

    private static Form form(String name, boolean schedule) {
        String upper = name.toUpperCase(Locale.ROOT).replace("/A", "");
        if (upper.startsWith("13D") || schedule && upper.equals("D")) {
            return Form.SCHEDULE_13D;
        }
        if (upper.startsWith("13G") || schedule && upper.equals("G")) {
            return Form.SCHEDULE_13G;
        }
        return Form.of(upper);
    }
}
