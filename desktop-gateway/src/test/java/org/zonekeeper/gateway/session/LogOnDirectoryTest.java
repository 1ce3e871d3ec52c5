package org.zonekeeper.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.status.AgentSnapshot;

class LogOnDirectoryTest {
  private final Given north = new Given();
  private final LogOnDirectory directory = new LogOnDirectory();

  @Test
  void shouldLetAgentGoWithZonesWordBeforeReadModelShowsIt() {
    AgentSnapshot there = north.snapshot("a-1", "s-1");
    directory.put(there);
    assertThat(directory.elsewhere("a-1", "4711", "south")).isPresent();

    directory.loggedOff(north.loggedOff("a-1", "s-1", LogOffGrounds.REQUESTED));
    assertThat(directory.elsewhere("a-1", "4711", "south")).isEmpty();

    directory.put(there);
    assertThat(directory.elsewhere("a-1", "4711", "south")).isEmpty();
  }

  @Test
  void shouldNotBelieveLogOffThatIsOlderThanReadModel() {
    AgentLoggedOff before = north.loggedOff("a-1", "s-1", LogOffGrounds.REQUESTED);
    north.state("a-2", AgentState.READY);
    directory.put(north.snapshot("a-1", "s-2"));
    directory.loggedOff(before);

    assertThat(directory.elsewhere("a-1", "4711", "south")).isPresent();
  }

  @Test
  void shouldShowAgentWhoLoggedOnAgain() {
    directory.put(north.snapshot("a-1", "s-1"));
    directory.loggedOff(north.loggedOff("a-1", "s-1", LogOffGrounds.REQUESTED));
    north.state("a-2", AgentState.READY);
    directory.put(north.snapshot("a-1", "s-2"));

    assertThat(directory.elsewhere("a-1", "4711", "south")).isPresent();
  }
}
