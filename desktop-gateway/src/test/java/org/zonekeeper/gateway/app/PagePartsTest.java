package org.zonekeeper.gateway.app;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Node;

/** What the pages conclude by themselves: alarms over time, keys, local times, outages; in Node. */
class PagePartsTest {
  @Test
  void concludeWhatTheyShould() throws IOException, InterruptedException {
    Node.run("parts.mjs").isSuccessful("a part of the pages is wrong");
  }
}
