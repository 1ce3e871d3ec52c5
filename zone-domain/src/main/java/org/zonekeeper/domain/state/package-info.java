/** Everything a zone holds, which only the applications of events change. */
package org.zonekeeper.domain.state;
