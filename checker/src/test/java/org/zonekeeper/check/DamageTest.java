package org.zonekeeper.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zonekeeper.check.evidence.ZoneEvidence;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.domain.RandomJournals;
import org.zonekeeper.domain.RandomJournals.Lived;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;

/** Each kind of damage to a journal is found, at any place, in the journals of random lives. */
class DamageTest {
  private static final int SEEDS = 12;
  private static final int PLACES = 8;

  /** What is done to a journal. */
  enum Damage {
    DROPPED {
      @Override
      void doTo(List<Event> events, int place, Random random) {
        events.remove(place);
      }
    },
    DOUBLED {
      @Override
      void doTo(List<Event> events, int place, Random random) {
        events.add(place, Bodies.copy(events.get(place)));
      }
    },
    SWAPPED {
      @Override
      void doTo(List<Event> events, int place, Random random) {
        int other = place == 0 ? 1 : place - 1;
        Event kept = events.set(place, events.get(other));
        events.set(other, kept);
      }
    },
    OF_ANOTHER_ZONE {
      @Override
      void doTo(List<Event> events, int place, Random random) {
        events.get(place).getHeader().setZone("elsewhere");
      }
    },
    OF_A_SECOND_OWNER {
      @Override
      void doTo(List<Event> events, int place, Random random) {
        EventHeader before = events.get(place).getHeader();
        EventHeader header =
            new EventHeader(
                before.getZone(),
                Math.max(0, before.getEpoch() - 1),
                before.getSequence() + 1,
                before.getAt(),
                new Cause(CauseKind.OWNERSHIP, "Adopt", "", -1L, 0L),
                before.getZone(),
                before.getPreviousHash());
        events.add(place + 1, new ZoneAvailable(header, new Owner("am-0", "nobody"), 0L));
      }
    },
    CUT_OFF {
      @Override
      void doTo(List<Event> events, int place, Random random) {
        events.subList(place, events.size()).clear();
      }
    },
    /** A whole other journal, consistent in itself: only what is known from elsewhere helps. */
    DROPPED_AND_ALL_REWRITTEN {
      @Override
      void doTo(List<Event> events, int place, Random random) {
        events.remove(place);
        Proof.rewritten(events);
      }
    },
    TIME_CHANGED_AND_ALL_REWRITTEN {
      @Override
      void doTo(List<Event> events, int place, Random random) {
        EventHeader header = events.get(place).getHeader();
        header.setAt(header.getAt() + 1);
        Proof.rewritten(events);
      }
    };

    abstract void doTo(List<Event> events, int place, Random random);
  }

  @ParameterizedTest
  @EnumSource
  void shouldFind(Damage damage) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(seed);
      Lived life = RandomJournals.life(seed, 400);
      for (int i = 0; i < PLACES; i++) {
        List<Event> events = copies(life);
        // Not the first: a journal may begin anywhere, what is older is past its retention.
        int place = i == 0 ? events.size() - 1 : 1 + random.nextInt(events.size() - 1);
        damage.doTo(events, place, random);

        List<Judgement> results = Proof.of(events, Proof.evidence(life));
        assertThat(Proof.red(results))
            .as("%s at place %d of seed %d", damage, place, seed)
            .isNotEmpty();
        assertThat(results.stream().flatMap(result -> result.findings().stream()))
            .allSatisfy(finding -> assertThat(finding.text()).isNotBlank());
      }
    }
  }

  /** Any byte of any body, the last one's too, which only the zone's own status covers. */
  @Test
  void shouldFindOneFlippedByteAnywhere() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(seed);
      Lived life = RandomJournals.life(seed, 300);
      ZoneEvidence evidence = Proof.evidence(life);
      for (int i = 0; i < 25; i++) {
        List<Event> events = copies(life);
        int place = i == 0 ? events.size() - 1 : random.nextInt(events.size());
        byte[] body = Bodies.encode(events.get(place));
        int at = random.nextInt(body.length);
        body[at] ^= (byte) (1 << random.nextInt(8));
        Optional<Event> read = Bodies.decode(events.get(place), body);
        if (read.isEmpty()) {
          // No record any more: the reader says so.
          continue;
        }
        events.set(place, read.get());
        assertThat(Proof.red(Proof.of(events, evidence, Map.of(place, body))))
            .as("byte %d of event %d of seed %d: %s", at, place, seed, read.get())
            .contains("chained");
      }
    }
  }

  /** Without chain and anchors what the journal says must still hang together. */
  @Test
  void shouldFindAnAlteredFactWithoutTheChain() {
    int altered = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Lived life = RandomJournals.life(seed, 400);
      for (Event event : life.events()) {
        if (event instanceof CallCompleted done && done.getAnsweredAt() != null) {
          List<Event> events = copies(life);
          CallCompleted end = (CallCompleted) events.get(life.events().indexOf(event));
          end.setAnsweredAt(end.getAnsweredAt() + 1);
          Proof.rewritten(events);

          // The lives' platform dials without authorisation at times, which is found anyway.
          Set<String> red = new TreeSet<>(Proof.red(Proof.of(life.events(), ZoneEvidence.NONE)));
          assertThat(red).isSubsetOf("authorised");
          red.add("one-end-a-call");
          assertThat(Proof.red(Proof.of(events, ZoneEvidence.NONE)))
              .as("seed %d, %s", seed, end)
              .containsExactlyInAnyOrderElementsOf(red);
          altered++;
          break;
        }
      }
    }
    assertThat(altered).isPositive();
  }

  private static List<Event> copies(Lived life) {
    List<Event> copies = new ArrayList<>();
    life.events().forEach(event -> copies.add(Bodies.copy(event)));
    return copies;
  }
}
