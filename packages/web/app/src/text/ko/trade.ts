/** The drawer of a trade. */
export const trade = {
  drawer: {
    label: '거래',
    close: '닫기',
    next: '↑↓ 다음 거래',
    unknown: '그런 거래가 없습니다',
  },
};
