package org.authorityledger.register.memory;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.follow.DeadLetters;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

/** The register in memory, as a bean. {@code ledger.register.memory} is about how much it may take: a quarter of the heap by default. */
@Configuration(proxyBeanMethods = false)
public class MemoryConfiguration {

    private static final int OF_THE_HEAP = 4;

    @Bean
    RegisterMemory registerMemory(Register register, RegisterProgress progress, DeadLetters letters, JdbcTemplate jdbc,
            MeterRegistry meters, @Value("${ledger.register.memory:#{null}}") @org.jspecify.annotations.Nullable DataSize most) {
        long bytes = most == null ? Runtime.getRuntime().maxMemory() / OF_THE_HEAP : most.toBytes();
        RegisterMemory memory = new RegisterMemory(register, progress, letters, new MemoryReader(jdbc), bytes);
        Gauge.builder("ledger.register.memory.bytes", memory, RegisterMemory::bytes)
                .description("About how much memory the remembered part of the register takes").register(meters);
        Gauge.builder("ledger.register.memory.parties", memory, RegisterMemory::size)
                .description("Parties of whom all that the register holds is remembered").register(meters);
        return memory;
    }
}
