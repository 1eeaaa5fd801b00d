"""The language server: what an editor shows of claimcheck while somebody writes. It reads, and never writes a ledger.

    positions  offsets of a text ↔ the lines and columns of the protocol, in the unit agreed with the editor
    texts      the open documents as the editor has them, and what they are read as
    bench      one text checked: settings of its folder, ledger, baseline; findings, and the documents they lie in
    show       findings as diagnostics
    hover      what is known of the figure under the cursor
    actions    what can be done about a finding
    server     the features of the protocol, and when a text is checked

pygls is loaded by this package alone, and by no other command than `claimcheck lsp`.
"""
