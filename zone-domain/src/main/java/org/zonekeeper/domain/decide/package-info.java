/** Decisions: an input and a read-only zone come in, events or a refusal come out. */
package org.zonekeeper.domain.decide;
