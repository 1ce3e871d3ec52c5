package org.zonekeeper.gateway.journal;

import java.util.List;

/**
 * What one look at Kafka has given, in order. Immutable.
 *
 * @param rest what has been fetched with it
 */
public record FeedReading(List<FeedItem> items, Rest rest) {
  /** What lies fetched and unread. */
  public enum Rest {
    /** The brokers were asked for news of every partition after all before had been read. */
    NOTHING,
    /** More than one look takes: meanwhile nobody is asked for news of the other partitions. */
    MORE
  }
}
