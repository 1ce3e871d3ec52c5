package org.zonekeeper.bench.gateway;

import org.zonekeeper.bench.gateway.CrowdSocket.Listener;

/**
 * A client of the bare server: says something, hears it, and then hears what its group is told.
 * Confined to the crowd's thread.
 */
final class EchoDesktop implements Listener {
  private final CrowdLedger ledger;
  private boolean served;

  EchoDesktop(CrowdLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void opened(CrowdSocket socket) {
    socket.send("{\"type\":\"AGTLogon\",\"id\":\"on\"}");
  }

  @Override
  public void received(CrowdSocket socket, String text, long atNanos) {
    if (served) {
      ledger.told(atNanos);
    } else {
      served = true;
      ledger.served(atNanos, 1);
    }
  }

  @Override
  public void ended(CrowdSocket socket, String why) {
    if (served) {
      ledger.lost(why);
    } else {
      ledger.failed(why);
    }
  }
}
