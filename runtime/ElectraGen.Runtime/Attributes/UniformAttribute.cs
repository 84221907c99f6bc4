namespace ElectraGen.Runtime;

/// <summary>
/// In the place of <see cref="EncoderAttribute"/> on <c>Generator</c>: no network, but samples from the whole vocabulary, special tokens
/// included, each as likely as any other, as the published code draws them. There is no generator loss.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UniformAttribute : Attribute;
