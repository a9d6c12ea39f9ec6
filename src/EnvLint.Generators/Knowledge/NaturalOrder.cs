namespace EnvLint.Generators.Knowledge;

/// <summary>The order of rows: ordinal, but numbers inside a text by their value, so that 2.9 comes before 2.10 and -3 before 2.</summary>
internal static class NaturalOrder
{
    /// <summary>Compares two keys.</summary>
    /// <param name="left">One key.</param>
    /// <param name="right">The other.</param>
    public static int Compare(string left, string right)
    {
        if (long.TryParse(left, out var leftNumber) && long.TryParse(right, out var rightNumber))
        {
            return leftNumber.CompareTo(rightNumber);
        }

        int i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (IsDigit(left[i]) && IsDigit(right[j]))
            {
                var order = CompareNumbers(left, ref i, right, ref j);
                if (order != 0)
                {
                    return order;
                }
            }
            else if (left[i] != right[j])
            {
                return left[i].CompareTo(right[j]);
            }
            else
            {
                i++;
                j++;
            }
        }

        var byLength = (left.Length - i).CompareTo(right.Length - j);
        return byLength != 0 ? byLength : string.CompareOrdinal(left, right);
    }

    private static int CompareNumbers(string left, ref int i, string right, ref int j)
    {
        SkipZeros(left, ref i);
        SkipZeros(right, ref j);
        var leftEnd = End(left, i);
        var rightEnd = End(right, j);
        var order = (leftEnd - i).CompareTo(rightEnd - j);
        if (order == 0)
        {
            order = string.CompareOrdinal(left, i, right, j, leftEnd - i);
        }

        i = leftEnd;
        j = rightEnd;
        return order;
    }

    private static void SkipZeros(string text, ref int index)
    {
        while (index + 1 < text.Length && text[index] == '0' && IsDigit(text[index + 1]))
        {
            index++;
        }
    }

    private static int End(string text, int index)
    {
        while (index < text.Length && IsDigit(text[index]))
        {
            index++;
        }

        return index;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
