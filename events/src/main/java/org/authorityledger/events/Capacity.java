package org.authorityledger.events;

/** The standing in which a grantor reports to the SEC (the boxes "Relationship of Reporting Person(s) to Issuer" of Forms 3, 4 and 5). */
public enum Capacity {
    OFFICER, DIRECTOR, TEN_PERCENT_OWNER, OTHER
}
