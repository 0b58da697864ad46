// Elements with text in both languages; whatever comes from data is set as text.
export const element = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

export const both = (zh, en) => {
  const english = element("i", "", en);
  english.lang = "en";
  const made = document.createDocumentFragment();
  made.append(element("b", "", zh), " ", english);
  return made;
};
