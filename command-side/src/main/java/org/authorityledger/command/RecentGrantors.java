package org.authorityledger.command;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.eventsourcing.EventSourcedAggregate;

/** A cache of the grantors used last, so that their streams need not be read again. Bounded by the memory that their records take. */
final class RecentGrantors implements Cache {

    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> grantors;

    RecentGrantors(long mostRecords) {
        grantors = Caffeine.newBuilder().maximumWeight(mostRecords).weigher((Object name, Object grantor) -> weight(grantor)).build();
    }

    private static int weight(Object grantor) {
        // The entry does not have its weight; it returns the aggregate it holds, and needs no arguments as long as that was not serialized.
        EventSourcedAggregate<?> held = ((AggregateCacheEntry<?>) grantor).recreateAggregate(null, null, null, null);
        return (int) Math.min(((Grantor) held.getAggregateRoot()).weight(), Integer.MAX_VALUE);
    }

    @Override
    @SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    public <K, V> V get(K key) {
        return (V) grantors.getIfPresent(key);
    }

    @Override
    public void put(Object key, Object value) {
        grantors.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return grantors.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    public boolean remove(Object key) {
        return grantors.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        grantors.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return grantors.asMap().containsKey(key);
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw new UnsupportedOperationException("no one listens to the cache of grantors");
    }
}
