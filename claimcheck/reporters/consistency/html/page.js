"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const keys = { status: "s", by: "b", rule: "r", source: "k" };
  const choices = ["status", "article", "by", "rule", "source"];
  const names = [...choices, "text"];
  const field = (name) => form.elements.namedItem(name);
  const number = new Intl.NumberFormat("en");
  const total = Number(shown.dataset.total);
  let claims = null;

  // One entry a claim, made when a filter is first used: 10,000 rows cost nothing before that.
  const listed = () => {
    if (claims) return claims;
    claims = [];
    for (const group of document.querySelectorAll(".group")) {
      for (const piece of group.querySelectorAll(".piece")) {
        for (const row of piece.querySelectorAll("tbody > tr")) {
          const has = { article: [group.dataset.article] };
          for (const [name, key] of Object.entries(keys)) has[name] = (row.dataset[key] ?? "").split("\n");
          claims.push({ row, piece, group, has, text: null });
        }
      }
    }
    return claims;
  };
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const words = (claim) => (claim.text ??= plain(claim.row.textContent));

  const wanted = () => Object.fromEntries(names.map((name) => [name, field(name).value]));
  const fits = (claim, want, sought) =>
    choices.every((name) => !want[name] || claim.has[name].includes(want[name])) &&
    sought.every((word) => words(claim).includes(word));

  const show = () => {
    const want = wanted();
    const sought = plain(want.text).split(/\s+/).filter(Boolean);
    const open = new Set();
    let count = 0;
    for (const claim of listed()) {
      const fit = fits(claim, want, sought);
      if (claim.row.hidden === fit) claim.row.hidden = !fit;
      if (fit) {
        count += 1;
        open.add(claim.piece).add(claim.group);
      }
    }
    for (const part of document.querySelectorAll(".piece, .group")) {
      if (part.hidden === open.has(part)) part.hidden = !open.has(part);
    }
    const filtered = names.some((name) => want[name]);
    form.classList.toggle("filtered", filtered);
    none.hidden = count > 0;
    shown.textContent = `${number.format(count)} of ${number.format(total)} claims`;
    return want;
  };

  const written = (want) => {
    const part = new URLSearchParams(names.filter((name) => want[name]).map((name) => [name, want[name]])).toString();
    return part ? `#${part}` : "#claims";
  };
  const apply = () => history.replaceState(null, "", written(show()));
  const fill = (want) => {
    for (const name of names) {
      field(name).value = want.get(name) ?? "";
      if (field(name).selectedIndex === -1) field(name).value = "";
    }
  };
  const clear = () => fill(new URLSearchParams());

  // The address tells either the filters (#status=stale) or a place (#C-…); a place is never hidden by a filter.
  const follow = () => {
    const part = location.hash.slice(1);
    if (part.includes("=")) {
      fill(new URLSearchParams(part));
      show();
      document.getElementById("claims").scrollIntoView();
      return;
    }
    const target = document.getElementById(part);
    const all = part === "" || part === "claims";
    if (all ? names.some((name) => field(name).value) : target?.closest("[hidden]")) {
      clear();
      show();
      target?.scrollIntoView();
    }
  };

  let waiting = 0;
  form.addEventListener("change", apply);
  field("text").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("clear").addEventListener("click", () => {
    clear();
    apply();
    field("text").focus();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-filter]");
    if (!link) return;
    event.preventDefault();
    location.hash = link.dataset.filter;
  });
  addEventListener("hashchange", follow);
  form.hidden = false;
  follow();
})();
