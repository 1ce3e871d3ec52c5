package org.zonekeeper.gateway.journal;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.gateway.journal.FeedItem.ReadModel;

/**
 * The order in which one reading is worked off. A zone that goes down changes what each of its
 * agents may do: its two thousand records would hold up the very notice that explains them, and
 * every other zone's, so what zones themselves say goes before read models that come in bulk. Read
 * models keep their order among each other. Immutable.
 *
 * @param first at once
 * @param later in parts between which other work is done
 */
public record FeedOrder(List<FeedItem> first, List<List<ReadModel>> later) {
  /** Read models worked off in one go: some milliseconds. */
  static final int AT_ONCE = 250;

  /** Everything as it was read. */
  public static FeedOrder asRead(List<FeedItem> items) {
    return new FeedOrder(items, List.of());
  }

  /**
   * What zones say first, if there is much of the rest.
   *
   * @param someWait whether read models of earlier readings are still to be worked off
   */
  public static FeedOrder zonesFirst(List<FeedItem> items, boolean someWait) {
    List<FeedItem> words = new ArrayList<>();
    List<ReadModel> models = new ArrayList<>();
    for (FeedItem item : items) {
      if (item instanceof ReadModel model) {
        models.add(model);
      } else {
        words.add(item);
      }
    }
    if (!someWait && models.size() <= AT_ONCE) {
      return asRead(items);
    }
    List<List<ReadModel>> parts = new ArrayList<>();
    for (int from = 0; from < models.size(); from += AT_ONCE) {
      parts.add(models.subList(from, Math.min(models.size(), from + AT_ONCE)));
    }
    return new FeedOrder(words, parts);
  }
}
