package org.authorityledger.reminders.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AllowedAddressesTest {

    private static final AllowedAddresses OUTSIDE = new AllowedAddresses(false);
    private static final AllowedAddresses INSIDE = new AllowedAddresses(true);

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "127.255.255.255", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1",
            "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
            "203.0.113.1", "240.0.0.1", "255.255.255.255", "0.1.2.3", "::1", "fe80::1", "fc00::1", "fdff::1", "fec0::1", "::ffff:127.0.0.1",
            "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:db8::1", "100::1",
            "4000::1"})
    void no_address_of_this_machine_or_of_a_private_network(String address) throws UnknownHostException {
        assertThat(OUTSIDE.allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "9.255.255.255", "11.0.0.0", "128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
            "100.63.255.255", "100.128.0.0", "198.17.255.255", "198.20.0.0", "239.255.255.254", "1.1.1.1", "2606:4700::1111",
            "2a00:1450::1",
            "64:ff9b::101:101", "2002:101:101::1", "2001:200::1", "::ffff:1.1.1.1"})
    void every_public_one_up_to_the_border(String address) throws UnknownHostException {
        boolean multicast = InetAddress.getByName(address).isMulticastAddress();
        assertThat(OUTSIDE.allows(InetAddress.getByName(address))).isEqualTo(!multicast);
    }

    @ParameterizedTest
    @ValueSource(strings = { "224.0.0.1", "239.1.1.1", "ff02::1", "0.0.0.0", "::"})
    void none_that_is_no_single_host_whatever_is_set(String address) throws UnknownHostException {
        assertThat(OUTSIDE.allows(InetAddress.getByName(address))).isFalse();
        assertThat(INSIDE.allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "10.0.0.1", "::1", "fd00::1"})
    void where_it_is_set_a_private_network_is_allowed(String address) throws UnknownHostException {
        assertThat(INSIDE.allows(InetAddress.getByName(address))).isTrue();
    }
}
