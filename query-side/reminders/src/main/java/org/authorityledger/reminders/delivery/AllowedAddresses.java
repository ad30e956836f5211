package org.authorityledger.reminders.delivery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses a webhook may be at. A name is looked at when it was resolved, just before the connection is made to that very address: what a name
 * meant earlier, or means the next time, does not count.
 *
 * @param inside whether addresses of this machine and of private networks are allowed too
 */
record AllowedAddresses(boolean inside) {

    /** Networks of IPv4 that are no public hosts, besides those that Java knows: address and bits. */
    private static final List<int[]> NOT_PUBLIC = List.of(network(0, 0, 0, 0, 8), network(100, 64, 0, 0, 10), network(192, 0, 0, 0, 24),
            network(192, 0, 2, 0, 24), network(192, 88, 99, 0, 24), network(198, 18, 0, 0, 15), network(198, 51, 100, 0, 24),
            network(203, 0, 113, 0, 24), network(240, 0, 0, 0, 4));

    private static int[] network(int a, int b, int c, int d, int bits) {
        return new int[]{ a << 24 | b << 16 | c << 8 | d, bits};
    }

    /** Those of a name's addresses that are allowed. */
    InetAddress[] of(String host, InetAddress[] resolved) throws UnknownHostException {
        InetAddress[] allowed = Arrays.stream(resolved).filter(this::allows).toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new NotAllowed(host);
        }
        return allowed;
    }

    boolean allows(InetAddress address) {
        if (address.isMulticastAddress() || address.isAnyLocalAddress()) {
            return false;
        }
        return inside || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            int number = number(bytes, 0);
            return NOT_PUBLIC.stream().noneMatch(network -> number >>> 32 - network[1] == network[0] >>> 32 - network[1]);
        }
        int first = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        int second = (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
        // Public hosts of IPv6 are in 2000::/3. In it, 2002::/16 carries an address of IPv4, and 2001::/23 and 2001:db8::/32 are no hosts.
        if (first >>> 13 != 1 || first == 0x2001 && (second < 0x200 || second == 0xDB8)) {
            return first == 0x64 && second == 0xFF9B && carried(bytes, 12);
        }
        return first != 0x2002 || carried(bytes, 2);
    }

    private static boolean carried(byte[] bytes, int from) {
        try {
            return isPublic(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static int number(byte[] bytes, int from) {
        return (bytes[from] & 0xFF) << 24 | (bytes[from + 1] & 0xFF) << 16 | (bytes[from + 2] & 0xFF) << 8 | bytes[from + 3] & 0xFF;
    }

    /** A name whose addresses are all refused. */
    static final class NotAllowed extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        NotAllowed(String host) {
            super(host + " is at an address that webhooks may not be at");
        }
    }
}
