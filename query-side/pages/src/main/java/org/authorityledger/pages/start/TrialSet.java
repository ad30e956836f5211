package org.authorityledger.pages.start;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Instruments of people and companies that do not exist, each marked as fictitious in its name. The same day gives the same set; some expire
 * soon, some are revoked and not yet delivered.
 */
final class TrialSet {

    static final int INSTRUMENTS = 3_000;
    static final String MARK = " (fictitious)";

    private static final int GRANTORS = 900;
    private static final int COMPANIES = 60;
    private static final int ATTORNEYS_EACH = 5;
    private static final int LONGEST_AGO = 3_000;
    private static final int SOON = 120;
    private static final long SEED = 20_030_508;
    private static final List<String> GIVEN = List.of("Adele", "Bruno", "Clara", "Dario", "Edith", "Felix", "Greta", "Hugo", "Irma",
            "Jonas",
            "Klara", "Leon", "Mira", "Nils", "Olga", "Pavel", "Quinn", "Rosa", "Simon", "Tilda", "Ugo", "Vera", "Wanda", "Xenia", "Yann",
            "Zita");
    private static final List<String> FAMILY = List.of("Ashgrove", "Birchfield", "Copperleaf", "Dunmoor", "Elmhurst", "Fernwood",
            "Glasswater",
            "Hollowell", "Ironwood", "Junipera", "Kestrelby", "Larkspur", "Mossgate", "Northwind", "Oakhaven", "Pinecrest", "Quartzley",
            "Rowanoak",
            "Silverbrook", "Thistledown", "Umberfield", "Violetta", "Willowmere", "Yarrowby", "Zephyrine");
    private static final List<List<String>> FORMS = List.of(List.of("FORM_3", "FORM_4", "FORM_5"),
            List.of("FORM_3", "FORM_4", "FORM_5", "FORM_144"),
            List.of("FORM_3", "FORM_4", "FORM_5", "SCHEDULE_13D", "SCHEDULE_13G"), List.of("FORM_4"));

    private final Random random = new Random(SEED);
    private final LocalDate today;
    private final List<List<ObjectNode>> streams = new ArrayList<>(GRANTORS);

    private TrialSet(LocalDate today) {
        this.today = today;
    }

    /** The commands, by grantor, each grantor's in order. */
    static List<List<ObjectNode>> commands(LocalDate today) {
        TrialSet set = new TrialSet(today);
        for (int grantor = 0; grantor < GRANTORS; grantor++) {
            set.streams.add(new ArrayList<>(INSTRUMENTS / GRANTORS + 1));
        }
        for (int i = 0; i < INSTRUMENTS; i++) {
            set.instrument(i);
        }
        return set.streams;
    }

    private static String person(int number) {
        return GIVEN.get(number % GIVEN.size()) + " " + (char) ('A' + number / GIVEN.size() % 26) + ". "
                + FAMILY.get(number / 7 % FAMILY.size()) + MARK;
    }

    private static String company(int number) {
        return FAMILY.get(number % FAMILY.size()) + " " + List.of("Holdings", "Foods", "Robotics").get(number / FAMILY.size()) + " Inc."
                + MARK;
    }

    private void instrument(int number) {
        int grantor = number % GRANTORS;
        int company = grantor % COMPANIES;
        LocalDate executedOn = today.minusDays(1 + random.nextInt(LONGEST_AGO));
        ObjectNode grant = command("GrantPowerOfAttorney", grantor).put("poaId", "trial-" + number);
        grant.putObject("grantor").put("name", person(grantor));
        grant.putObject("issuer").put("issuerId", "fictitious-company-" + company).put("name", company(company));
        Set<Integer> attorneys = new LinkedHashSet<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            attorneys.add(company * ATTORNEYS_EACH + random.nextInt(ATTORNEYS_EACH));
        }
        ArrayNode named = grant.putArray("attorneys");
        attorneys.forEach(attorney -> named.addObject().put("attorneyId", attorney(attorney)).put("name", person(1_000 + attorney)));
        ArrayNode forms = grant.putArray("powers").addObject().put("clause", "a").putArray("forms");
        FORMS.get(random.nextInt(FORMS.size())).forEach(forms::add);
        grant.put("executedOn", executedOn.toString());
        if (random.nextInt(10) == 0) {
            grant.put("expiresOn", today.plusDays(1 + random.nextInt(SOON)).toString());
        } else if (random.nextInt(4) == 0) {
            grant.put("expiresOn", executedOn.plusDays(1_100).toString());
        }
        if (random.nextInt(3) == 0) {
            grant.putArray("untilCeasedReporting").add("SECTION_16");
        }
        streams.get(grantor).add(grant.put("note", "Fictitious, to try the ledger"));
        if (random.nextInt(5) == 0) {
            revocation(number, grantor, executedOn, List.copyOf(attorneys));
        }
    }

    private void revocation(int number, int grantor, LocalDate executedOn, List<Integer> attorneys) {
        LocalDate signedOn = executedOn.plusDays(random.nextInt((int) Math.max(1, today.toEpochDay() - executedOn.toEpochDay())));
        ObjectNode revocation = command("RevokePowerOfAttorney", grantor).put("poaId", "trial-" + number).put("signedOn",
                signedOn.toString());
        ArrayNode deliveries = revocation.putArray("deliveries");
        for (int attorney : attorneys) {
            LocalDate deliveredOn = signedOn.plusDays(random.nextInt(20));
            if (!deliveredOn.isAfter(today) && random.nextInt(10) > 0) {
                deliveries.addObject().put("attorneyId", attorney(attorney)).put("deliveredOn", deliveredOn.toString());
            }
        }
        streams.get(grantor).add(revocation.put("note", "Fictitious, to try the ledger"));
    }

    private static String attorney(int number) {
        return "fictitious-attorney-" + number;
    }

    private static ObjectNode command(String name, int grantor) {
        return JsonNodeFactory.instance.objectNode().put("command", name).put("grantorId", "fictitious-person-" + grantor);
    }
}
