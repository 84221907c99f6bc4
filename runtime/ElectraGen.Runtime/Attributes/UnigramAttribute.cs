namespace ElectraGen.Runtime;

/// <summary>
/// In the place of <see cref="EncoderAttribute"/> on <c>Generator</c>: no network, but samples by how often each token stands in the
/// training text (section 3.2 of the paper, figure 3). [CLS], [SEP] and [PAD] are no text and never drawn. There is no generator loss.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UnigramAttribute : Attribute;
