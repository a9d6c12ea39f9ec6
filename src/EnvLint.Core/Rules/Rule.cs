namespace EnvLint.Rules;

/// <summary>A rule. Without state: one instance serves all files and threads.</summary>
public abstract class Rule
{
    /// <summary>What is known of the rule; written by the generator.</summary>
    public abstract RuleDescriptor Descriptor { get; }
}

/// <summary>A rule over one kind of subject: a manifest view, a fact, a command sequence.</summary>
/// <typeparam name="TSubject">What is handed to <see cref="Check"/>, one at a time.</typeparam>
public abstract class Rule<TSubject> : Rule
    where TSubject : class
{
    /// <summary>Looks at one subject and reports what is wrong with it.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="context">Takes the findings; knows the file, its facts and the target.</param>
    protected abstract void Check(TSubject subject, RuleContext context);

    /// <summary>Runs the rule. Called by the engine, which guards it.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="context">The context of this rule and file.</param>
    public void Run(TSubject subject, RuleContext context) => Check(subject, context);
}

/// <summary>All rules, and for each subject those that want it. Implemented by the generator: no reflection.</summary>
public abstract class RuleTable
{
    /// <summary>All rules in the order of their codes.</summary>
    public abstract IReadOnlyList<Rule> All { get; }

    /// <summary>The rules that want a subject.</summary>
    /// <remarks>Not virtual itself: a native program looks generic virtual methods up while it runs, at some tenth of a millisecond each.</remarks>
    /// <typeparam name="TSubject">The subject's type, exactly as the rules name it.</typeparam>
    public ReadOnlySpan<Rule<TSubject>> For<TSubject>()
        where TSubject : class =>
        (Rule<TSubject>[]?)Find(typeof(TSubject));

    /// <summary>The rules that want a subject.</summary>
    /// <param name="subject">The subject's type.</param>
    /// <returns>An array of <see cref="Rule{TSubject}"/> of that very type; null for none.</returns>
    protected abstract Rule[]? Find(Type subject);
}
