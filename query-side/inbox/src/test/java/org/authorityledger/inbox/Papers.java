package org.authorityledger.inbox;

/** Papers of people of these tests, each of whom grants once. */
public final class Papers {

    private Papers() {}

    /** A power that leaves nothing open. */
    public static String power(String grantor, String attorney, String company) {
        return power(grantor, attorney, company, "March 15, 2017");
    }

    static String power(String grantor, String attorney, String company, String date) {
        return "POWER OF ATTORNEY\n\nI, " + grantor + ", hereby appoint " + attorney
                + " as my attorney-in-fact to sign and file Forms 3, 4 and 5 "
                + "as to the securities of " + company + ".\n\nDated: " + date + "\n\n/s/ " + grantor + "\n" + grantor + "\n";
    }

    /** A power that does not say for which company. */
    static String ofNoCompany(String grantor, String attorney) {
        return "POWER OF ATTORNEY\n\nI, " + grantor + ", hereby appoint " + attorney
                + " as my attorney-in-fact to sign and file Forms 3, 4 and 5."
                + "\n\nDated: March 15, 2017\n\n/s/ " + grantor + "\n" + grantor + "\n";
    }

    static String revocation(String grantor, String dated) {
        return "REVOCATION OF POWER OF ATTORNEY\n\nThe undersigned hereby revokes the power of attorney dated " + dated
                + ".\n\nDate: July 9, 2019\n\n/s/ "
                + grantor + "\n" + grantor + "\n";
    }
}
