/** What a zone can be asked to decide on. */
package org.zonekeeper.domain.input;
